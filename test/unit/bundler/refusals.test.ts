import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundlePlugin } from '../../../src/bundler/bundle-plugin.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { createFolder, writeFiles } from '../../helpers/temporary-folder.ts';
import { createTool } from './fake-tool.ts';

let toolRoot = '';
beforeAll(async () => {
  toolRoot = await createTool();
});

const LOCATION = { file: 'plugin.json', line: 5, column: 18 };

/** What is wrong with a plugin, with the files named from its folder. */
async function refused(files: Readonly<Record<string, string>>, entry = 'src/index.ts'): Promise<readonly Diagnostic[]> {
  const around = await createFolder({ 'outside.js': 'export default 1;' });
  await writeFiles(join(around, 'plugin'), files);
  return refusedIn(join(around, 'plugin'), entry);
}

async function refusedIn(directory: string, entry = 'src/index.ts'): Promise<readonly Diagnostic[]> {
  try {
    await bundlePlugin({ directory, toolRoot, entries: [{ entry, kind: 'message-processor', location: LOCATION }] });
  } catch (error) {
    if (!(error instanceof PlexiError)) throw error;
    return error.diagnostics.map((each) => ({ ...each, ...(each.file !== undefined && { file: each.file.replace(`${directory}/`, '') }) }));
  }
  return [];
}

// [what, code, the file src/index.ts with the offending place marked by ‸, in words of the hint]
const REFUSED = [
  ['a node: import', 'PLX1303', 'import fs from ‸"node:fs";\nexport default fs;', /this\.storage/],
  ['a Node.js module without prefix', 'PLX1303', 'import { createHash } from ‸"crypto";\nexport default createHash;', /global "crypto"/],
  ['a sub-path of a Node.js module', 'PLX1303', 'export * from ‸"fs/promises"; export default 1;', /this\.storage/],
  ['a require of a Node.js module', 'PLX1303', 'const os = require(‸"os"); export default os;', /nothing of the machine/],
  ['a node: module that does not exist', 'PLX1303', 'import x from ‸"node:nope"; export default x;', /needs no Node\.js/],
  ['a dynamic import', 'PLX1304', 'export default () => import(‸"./other.ts");', /top of the file/],
  ['a dynamic import of a computed name', 'PLX1304', 'const name = "./" + Date.now();\nexport default () => ‸import(name);', /top of the file/],
  ['a dynamic import of a pattern', 'PLX1304', 'export default (name: string) => import(‸`./${name}.ts`);', /top of the file/],
  ['a dynamic import of a pattern that fits nothing', 'PLX1304', 'export default (name: string) => import(‸`./none/${name}.ts`);', /top of the file/],
  ['a package that is not there', 'PLX1305', 'import left from ‸"left-pad"; export default left;', /npm install left-pad/],
  ['a package that package.json names', 'PLX1305', 'import y from ‸"@scope/named/deep"; export default y;', /run "npm install"/],
  ['a path alias of tsconfig.json', 'PLX1305', 'import x from ‸"@/util"; export default x;', /tsconfig/],
  ['a file outside of the folder', 'PLX1306', 'import x from ‸"../../outside.js"; export default x;', /into the plugin’s folder/],
  ['an absolute path outside of the folder', 'PLX1306', `import x from ‸${JSON.stringify(import.meta.filename)}; export default x;`, /into the plugin’s folder/],
  ['text', 'PLX1307', 'import x from ‸"./notes.txt"; export default x;', /export const text/],
  ['a picture', 'PLX1307', 'import x from ‸"./icon.svg"; export default x;', /assets/],
  ['a native add-on', 'PLX1307', 'import x from ‸"./addon.node"; export default x;', /native add-ons/],
  ['bytes of a file through an import attribute', 'PLX1307', 'import x from ‸"./data.json" with { type: "bytes" }; export default x;', /\.json/],
  ['a file that is not there', 'PLX1308', 'import x from ‸"./othr.ts"; export default x;', /did you mean ".\/other\.ts"/],
  ['a file under another ending', 'PLX1308', 'import x from ‸"./other.mjs"; export default x;', /did you mean ".\/other\.ts"/],
  ['an alias that package.json does not have', 'PLX1308', 'import x from ‸"#util"; export default x;', /"imports" of package\.json/],
  ['a require of a computed name', 'PLX1309', 'export default (name: string) => ‸require(name);', /require\("name"\)/],
  ['what only tests may import', 'PLX1310', 'import { x } from ‸"plexi-plugin/testing"; export default x;', /tests\//],
  ['top-level await', 'PLX1311', 'const x = 1;\n‸await x;\nexport default x;', /onLoad\(\)/],
  ['a mistake in the language', 'PLX1312', 'export default class {\n  x = ‸;\n}', /correct the file/],
  ['an import that the other file does not export', 'PLX1312', 'import { ‸nope } from "./other.ts"; export default nope;', /correct the file/],
  ['import.meta', 'PLX1314', 'export default ‸import.meta.url;', /one script/],
  ['an address', 'PLX1315', 'import x from ‸"https://esm.sh/x"; export default x;', /npm package/],
  ['code in a data: address', 'PLX1315', 'import x from ‸"data:text/javascript,export default 1"; export default x;', /npm package/],
] as const;

const AROUND = {
  'package.json': '{"dependencies":{"@scope/named":"1"}}',
  'src/other.ts': 'export const other = 1;',
  'src/notes.txt': 'notes',
  'src/icon.svg': '<svg/>',
  'src/addon.node': '',
  'src/data.json': '{}',
};

describe('bundlePlugin refuses', () => {
  for (const [what, code, marked, hint] of REFUSED) {
    test(`${what} with ${code}, where it stands`, async () => {
      const before = marked.slice(0, marked.indexOf('‸')).split('\n');
      const found = await refused({ ...AROUND, 'src/index.ts': marked.replace('‸', '') });
      expect(found).toEqual([
        expect.objectContaining({ code, file: 'src/index.ts', line: before.length, column: (before.at(-1) ?? '').length + 1 }),
      ]);
      expect(found[0]?.hint).toMatch(hint);
      expect(found[0]?.message).not.toMatch(/plugin:|\{/);
    });
  }

  test('counts columns in UTF-16 units', async () => {
    const [found] = await refused({ 'src/index.ts': 'const é = "🎉"; import fs from "fs"; export default [é, fs];' });
    expect(found).toMatchObject({ line: 1, column: 32 });
  });

  test('and shows the shortest way from an entry point to the file, through packages', async () => {
    const [found] = await refused({
      'src/index.ts': 'import "./long.ts"; import "./a.ts"; export default 1;',
      'src/long.ts': 'import "./a.ts";',
      'src/a.ts': 'import "dep";',
      'node_modules/dep/package.json': '{"name":"dep","version":"1.2.3"}',
      'node_modules/dep/index.js': 'module.exports = [\n  require("net"),\n];',
    });
    expect(found).toMatchObject({ code: 'PLX1303', file: 'node_modules/dep/index.js', line: 2, column: 11 });
    expect(found?.message).toContain('(imported through src/index.ts → src/a.ts → npm:dep@1.2.3/index.js)');
  });

  test('everything at once, in the order of the files', async () => {
    const found = await refused({
      'src/index.ts': 'import "fs";\nimport "./b.ts";\nimport "nope";\nexport default () => import("./b.ts");',
      'src/b.ts': 'import "os";',
    });
    expect(found.map(({ code, file, line }) => [code, file, line])).toEqual([
      ['PLX1303', 'src/b.ts', 1],
      ['PLX1303', 'src/index.ts', 1],
      ['PLX1305', 'src/index.ts', 3],
      ['PLX1304', 'src/index.ts', 4],
    ]);
  });

  test('a link that leads out of the folder', async () => {
    const directory = await createFolder({ 'src/index.ts': 'import x from "./link.ts"; export default x;' });
    const outside = await createFolder({ 'secret.ts': 'export default "secret";' });
    await symlink(join(outside, 'secret.ts'), join(directory, 'src', 'link.ts'));
    expect(await refusedIn(directory)).toMatchObject([{ code: 'PLX1306', file: 'src/index.ts', line: 1, column: 15 }]);
  });

  test('a package that reaches out of its own folder', async () => {
    const found = await refused({
      'src/index.ts': 'import "dep"; export default 1;',
      'node_modules/dep/package.json': '{"name":"dep","version":"1.0.0"}',
      'node_modules/dep/index.js': 'require("../../../../outside-of-everything/x.js");',
    });
    expect(found).toMatchObject([{ code: 'PLX1308' }]);
  });
});

describe('an entry point', () => {
  const ENTRIES = [
    ['that is no file', 'src/nope.ts', 'PLX1301'],
    ['without default export', 'src/named.ts', 'PLX1302'],
    ['without the named export', 'src/named.ts:Nope', 'PLX1302'],
    ['outside of the folder', '../outside.js', 'PLX1306'],
    ['that is no code', 'src/notes.txt', 'PLX1307'],
    ['that is a folder', 'src', 'PLX1301'],
  ] as const;
  for (const [what, entry, code] of ENTRIES) {
    test(`${what} is refused with ${code} at its place in the manifest`, async () => {
      const found = await refused({ 'src/named.ts': 'export class Named {}', 'src/notes.txt': '' }, entry);
      expect(found).toEqual([expect.objectContaining({ code, ...LOCATION })]);
    });
  }

  test('is explained by the exports that its file has', async () => {
    const [found] = await refused({ 'src/index.ts': 'export class Weather {}\nexport const other = 1;' });
    expect(found?.hint).toBe('write "export default class …" in src/index.ts, or name one of its exports (Weather, other), for example "src/index.ts:Weather"');
    const [other] = await refused({ 'src/index.ts': 'export default class {}' }, 'src/index.ts:Weather');
    expect(other?.hint).toContain('export Weather from src/index.ts, or name one of its exports (default), for example "src/index.ts"');
  });

  test('is needed: none at all is PLX1317', async () => {
    const directory = await createFolder({});
    await expect(bundlePlugin({ directory, toolRoot, entries: [] })).rejects.toThrowCode('PLX1317');
  });
});

test('a tool without its SDK is refused with PLX1318', async () => {
  const directory = await createFolder({ 'src/index.ts': 'export default 1;' });
  const entries = [{ entry: 'src/index.ts', kind: 'message-processor' }];
  await expect(bundlePlugin({ directory, toolRoot: directory, entries })).rejects.toThrowCode('PLX1318');
});

test('doubtful code of the plugin is a warning with PLX1313; that of packages is not reported', async () => {
  const odd = 'export const odd = (x: unknown) => typeof x === "nubmer";';
  const directory = await createFolder({
    'src/index.ts': `import "dep";\n${odd}\nexport default odd;`,
    'node_modules/dep/package.json': '{"name":"dep","version":"1.0.0","main":"index.ts"}',
    'node_modules/dep/index.ts': odd,
  });
  const { diagnostics } = await bundlePlugin({ directory, toolRoot, entries: [{ entry: 'src/index.ts', kind: 'message-processor' }] });
  expect(diagnostics).toEqual([expect.objectContaining({ code: 'PLX1313', severity: 'warning', file: join(directory, 'src/index.ts'), line: 2 })]);
});
