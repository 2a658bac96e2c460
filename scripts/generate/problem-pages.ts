import { CATALOG, isProblemCode } from '../../src/core/diagnostics/catalog.ts';
import { renderProblemPage } from '../../src/core/reference/problem-page.ts';
import type { GeneratedFile } from '../generate.ts';

/** A page per problem code, and their index. */
export function generateProblemPages(): GeneratedFile[] {
  const codes = Object.keys(CATALOG).filter(isProblemCode).sort();
  const rows = codes.map((code) => `| [${code}](${code}.md) | ${CATALOG[code].severity} | ${CATALOG[code].message.replaceAll('|', '\\|')} |`);
  const index = ['# Problem codes', '', '| code | severity | message |', '|---|---|---|', ...rows, ''].join('\n');
  return [
    { path: 'docs/errors/README.md', text: index },
    ...codes.map((code) => ({ path: `docs/errors/${code}.md`, text: renderProblemPage(code) })),
  ];
}
