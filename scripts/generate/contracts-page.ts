import { isPluginKind, PLUGIN_KINDS, type PluginKind } from '../../src/core/manifest/kinds.ts';
import { listKindChecks } from '../../src/test-runner/contract/contracts.ts';
import type { GeneratedFile } from '../generate.ts';

/** The reference of what plugins of each kind must do, from the checks themselves. */
export function generateContractsPage(): GeneratedFile {
  const kinds = Object.keys(PLUGIN_KINDS).filter(isPluginKind);
  const text = [
    '# Contracts',
    '`plexi-plugin test` tries these on a plugin of each kind, besides what every plugin must do: see [Test a plugin](../guide/testing.md). Nothing has to be configured, and nothing leaves the machine: servers are scripted, and the clock stands still. Generated from the checks.',
    'A check that needs another one is skipped when that one has failed. What a check takes for a mistake is an error that nobody throws on purpose, such as `cannot read property "x" of undefined`, a broken limit, or a result of the wrong shape; an `Error` that a plugin throws with a message of its own is an answer.',
    ...kinds.map(renderKind),
  ];
  return { path: 'docs/reference/contracts.md', text: `${text.join('\n\n')}\n` };
}

function renderKind(kind: PluginKind): string {
  const checks = listKindChecks(kind);
  const same = Object.keys(PLUGIN_KINDS).filter(isPluginKind).find((other) => listKindChecks(other) === checks);
  const heading = `## ${kind}\n\n`;
  if (same !== undefined && same !== kind) return `${heading}As [${same}](#${same}).`;
  const rows = checks.map(({ name, proves, code }) => `| ${name} | ${proves.replace(/[|_*<]/g, '\\$&')} | [${code}](../errors/${code}.md) |`);
  return `${heading}${['| the plugin … | what it shows | problem |', '|---|---|---|', ...rows].join('\n')}`;
}
