import { readFile, realpath, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Bundle } from '../../../src/bundler/bundle.ts';
import { bundlePlugin } from '../../../src/bundler/bundle-plugin.ts';
import { createFolder, writeFiles } from '../../helpers/temporary-folder.ts';
import { createTool } from './fake-tool.ts';

let toolRoot = '';
beforeAll(async () => {
  toolRoot = await createTool();
});

const INDEX = { entry: 'src/index.ts', kind: 'message-processor' };

async function bundle(files: Readonly<Record<string, string>>, ...entries: string[]): Promise<Bundle> {
  const directory = await createFolder(files);
  return bundlePlugin({ directory, toolRoot, entries: entries.length === 0 ? [INDEX] : entries.map((entry) => ({ entry, kind: 'message-processor' })) });
}

interface Registered {
  readonly entry: string;
  readonly kind: string;
  readonly plugin: unknown;
}

/** Evaluates a bundle as a host would: as a script, without a module system. */
function evaluate({ code }: Bundle): readonly Registered[] {
  const scope: { registered?: readonly Registered[] } = {};
  runInNewContext(code, scope);
  return scope.registered ?? [];
}

function evaluateFirst(made: Bundle): unknown {
  const [first] = evaluate(made);
  return first?.plugin;
}

const PACKAGE = {
  'node_modules/shout/package.json': '{"name":"shout","version":"2.1.0","license":"ISC","type":"module","main":"index.js"}',
  'node_modules/shout/index.js': 'import loud from "loud";\nexport const shout = (text) => loud.default(text) + "!";\n',
  'node_modules/loud/package.json': '{"name":"loud","version":"1.0.0","license":"MIT"}',
  'node_modules/loud/index.js': 'exports.__esModule = true;\nexports.default = (text) => text.toUpperCase();\n',
};

describe('bundlePlugin', () => {
  test('registers every entry point with its kind: default and named exports', async () => {
    const made = await bundle(
      { 'src/index.ts': 'export default class A {}', 'src/b.ts': 'export class B {}' },
      'src/index.ts',
      'src/b.ts:B',
    );
    expect(evaluate(made).map(({ entry, kind, plugin }) => [entry, kind, (plugin as { name: string }).name])).toEqual([
      ['src/index.ts', 'message-processor', 'A'],
      ['src/b.ts:B', 'message-processor', 'B'],
    ]);
  });

  test('makes one script that needs no module system and lowers standard decorators', async () => {
    const made = await bundle({
      'src/index.ts': `
        function twice(method: (n: number) => number, context: ClassMethodDecoratorContext) {
          return (n: number) => method(n) * 2;
        }
        class Base { @twice three(n: number) { return n * 3; } }
        export default new Base().three(7);`,
    });
    expect(made.code).not.toMatch(/@twice|\bimport\b|\bexport\b/);
    expect(evaluateFirst(made)).toBe(42);
  });

  test('takes packages and JSON along, with the import rules that Node.js has for ES modules', async () => {
    const made = await bundle({
      ...PACKAGE,
      'src/words.json': '{"word":"hey"}',
      'src/index.ts': 'import { shout } from "shout"; import data from "./words.json"; export default shout(data.word);',
    });
    expect(evaluateFirst(made)).toBe('HEY!');
    expect(made.packages).toEqual([
      { name: 'loud', version: '1.0.0', license: 'MIT', bytesInOutput: expect.any(Number) as number },
      { name: 'shout', version: '2.1.0', license: 'ISC', bytesInOutput: expect.any(Number) as number },
    ]);
  });

  test('leaves out what nobody uses of the SDK', async () => {
    const made = await bundle({ 'src/index.ts': 'import { Plugin } from "plexi-plugin/sdk"; export default class A extends Plugin {}' });
    expect(made.code).not.toContain('UNUSED');
  });

  test('takes the SDK of the running tool, not the one that is installed in the plugin', async () => {
    const made = await bundle({
      'node_modules/plexi-plugin/package.json': '{"name":"plexi-plugin","version":"0.0.1","exports":{"./sdk":"./sdk.js"}}',
      'node_modules/plexi-plugin/sdk.js': 'export class Plugin { static stale = "STALE" }',
      'src/index.ts': 'import { Plugin } from "plexi-plugin/sdk"; export default Plugin;',
    });
    expect(made.code).not.toContain('STALE');
    expect(made.inputs.map(({ path }) => path)).toEqual(['plexi-plugin/sdk', 'src/index.ts']);
  });

  test('names sources by the plugin’s folder, keeps their text, and leaves that of packages out', async () => {
    const source = 'import { shout } from "shout";\nimport { Plugin } from "plexi-plugin/sdk";\nexport default class A extends Plugin { x = shout("a"); }\n';
    const made = await bundle({ ...PACKAGE, 'src/index.ts': source });
    const map = JSON.parse(made.sourceMap) as { sources: string[]; sourcesContent: (string | null)[] };
    expect(Object.fromEntries(map.sources.map((name, index) => [name, map.sourcesContent[index]]))).toMatchObject({
      'src/index.ts': source,
      'plexi-plugin/sdk': null,
      'npm:loud@1.0.0/index.js': null,
      'npm:shout@2.1.0/index.js': null,
    });
    expect(Object.keys(made.metafile.inputs)).toEqual(expect.arrayContaining(['npm:shout@2.1.0/index.js', 'src/index.ts', 'plexi-plugin/sdk']));
    expect(made.code).not.toContain('sourceMappingURL');
  });

  test('keeps two versions of one package apart', async () => {
    const made = await bundle({
      'node_modules/a/package.json': '{"name":"a","version":"1.0.0"}',
      'node_modules/a/index.js': 'module.exports = "one";',
      'node_modules/b/package.json': '{"name":"b","version":"1.0.0"}',
      'node_modules/b/index.js': 'module.exports = require("a");',
      'node_modules/b/node_modules/a/package.json': '{"name":"a","version":"2.0.0"}',
      'node_modules/b/node_modules/a/index.js': 'module.exports = "two";',
      'src/index.ts': 'import a from "a"; import b from "b"; export default [a, b].join();',
    });
    expect(evaluateFirst(made)).toBe('one,two');
  });

  test('uses an installed package that bears the name of a Node.js module', async () => {
    const made = await bundle({
      'node_modules/events/package.json': '{"name":"events","version":"3.0.0"}',
      'node_modules/events/index.js': 'exports.from = "npm";',
      'src/index.ts': 'import { from } from "events"; export default from;',
    });
    expect(evaluateFirst(made)).toBe('npm');
  });

  test('lets a package try for a module that is not there', async () => {
    const made = await bundle({
      'node_modules/a/package.json': '{"name":"a","version":"1.0.0"}',
      'node_modules/a/index.js': 'let native; try { native = require("node:crypto"); } catch { native = "none"; } exports.native = native;',
      'src/index.ts': 'import { native } from "a"; export default native;',
    });
    expect(evaluateFirst(made)).toBe('none');
  });

  test('does not let tsconfig.json change what the code does', async () => {
    const files = { 'src/index.ts': 'class A { value = 1; }\nexport default class B extends A { declare value: number; }' };
    const plain = await bundle(files);
    const configured = await bundle({
      ...files,
      'tsconfig.json': '{"compilerOptions":{"target":"ES2015","useDefineForClassFields":false,"experimentalDecorators":true}}',
    });
    expect(configured.code).toBe(plain.code);
  });
});

describe('the bytes of a bundle', () => {
  const FILES = {
    ...PACKAGE,
    'index.ts': 'import { shout } from "shout";\nimport { Plugin } from "plexi-plugin/sdk";\nimport anonymous from "./src/index.ts";\nexport default class extends Plugin { x = shout(anonymous()); }\n',
    'src/index.ts': 'export default function () { return "a"; }',
  };
  const ENTRIES = [{ entry: 'index.ts', kind: 'message-processor' }];

  test('are the same in another folder, with another tool, through a link', async () => {
    const first = await createFolder(FILES);
    const second = join(await createFolder({}), 'deeper', 'with space');
    await writeFiles(second, FILES);
    const link = join(await createFolder({}), 'link');
    await symlink(first, link, 'junction');
    const otherTool = await createTool();
    const bundles = await Promise.all([
      bundlePlugin({ directory: first, toolRoot, entries: ENTRIES }),
      bundlePlugin({ directory: second, toolRoot: otherTool, entries: ENTRIES }),
      bundlePlugin({ directory: link, toolRoot, entries: ENTRIES }),
    ]);
    expect(new Set(bundles.map(({ code }) => code)).size).toBe(1);
    expect(new Set(bundles.map(({ sourceMap }) => sourceMap)).size).toBe(1);
    expect(new Set(bundles.map(({ metafile }) => JSON.stringify(metafile))).size).toBe(1);
  });

  test('are the same when a package is linked instead of installed', async () => {
    const installed = await createFolder(FILES);
    const { 'node_modules/shout/package.json': facts, 'node_modules/shout/index.js': code, ...rest } = FILES;
    const elsewhere = await createFolder({ 'package.json': facts, 'index.js': code });
    await writeFiles(elsewhere, { 'node_modules/loud/package.json': FILES['node_modules/loud/package.json'], 'node_modules/loud/index.js': FILES['node_modules/loud/index.js'] });
    const linked = await createFolder(rest);
    await symlink(elsewhere, join(linked, 'node_modules', 'shout'), 'junction');
    const [a, b] = await Promise.all([installed, linked].map((directory) => bundlePlugin({ directory, toolRoot, entries: ENTRIES })));
    expect(b?.code).toBe(a?.code);
    expect(b?.sourceMap).toBe(a?.sourceMap);
  });

  test('name no folder of this machine', async () => {
    const directory = await createFolder(FILES);
    const made = await bundlePlugin({ directory, toolRoot, entries: ENTRIES });
    const everything = made.code + made.sourceMap + JSON.stringify(made.metafile);
    for (const folder of [directory, toolRoot, await realpath(tmpdir())]) expect(everything).not.toContain(folder);
    expect(await readFile(made.inputs.find(({ path }) => path === 'index.ts')?.file ?? '', 'utf8')).toBe(FILES['index.ts']);
  });
});
