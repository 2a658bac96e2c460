import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import * as sdk from '../../../sdk/index.ts';
import type { Kind } from '../../../sdk/index.ts';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { compilePlugin } from '../../helpers/compile-plugin.ts';
import { listGuideExamples } from '../../helpers/guide-examples.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const examples = listGuideExamples('kinds.md');

// A program stands right behind the plugin that it is about.
const pairs = examples.flatMap(({ language, code, line, output }, index) => {
  const plugin = examples[index - 1];
  return language === 'js' && plugin !== undefined ? [{ line, program: code, output, plugin: plugin.code }] : [];
});

const MANIFEST: Manifest = {
  name: 'demo',
  version: '1.0.0',
  description: 'Shows a kind.',
  author: 'Ada',
  entry_point: 'src/index.ts',
  permissions: ['api.create_endpoints', 'requests.intercept', 'users.authenticate'],
  defines_permissions: [{ name: 'weather.create', title: 'Add forecasts' }],
};

function findKind(code: string): NonNullable<Manifest['type']> {
  const [, base = ''] = /extends (\w+)/.exec(code) ?? [];
  const { kind } = (sdk as unknown as Readonly<Record<string, { readonly kind: Kind }>>)[base] ?? {};
  return kind?.name as NonNullable<Manifest['type']>;
}

// What comes before and after every program of the page.
function wrap(program: string): string {
  const host = pathToFileURL(join(import.meta.dirname, '../../../dist/host/index.js')).href;
  const [, create = ''] = /= (create\w+)\(manager\)/.exec(program) ?? [];
  return `import { createPluginManager, readInstalledPlugin, ${create} } from ${JSON.stringify(host)};
const manager = createPluginManager();
await manager.loadPlugin(await readInstalledPlugin('demo'), { grants: 'all' });
await manager.enablePlugin('demo');
${program}
await manager.close();
`;
}

describe('the guide to kinds', () => {
  test('compiles, every plugin of it', () => {
    expect(compilePlugin(Object.fromEntries(pairs.map(({ line, plugin }) => [`line-${String(line)}.ts`, plugin])))).toEqual([]);
    expect(pairs.length).toBeGreaterThanOrEqual(7);
  });

  for (const { line, program, output, plugin } of pairs) {
    test(`shows at line ${String(line)} what really happens`, async () => {
      const manifest = { ...MANIFEST, type: findKind(plugin) };
      const { code } = await buildPlugin(plugin, manifest);
      const folder = await createFolder({ 'main.mjs': wrap(program), 'demo/plugin.json': JSON.stringify(manifest), 'demo/dist/plugin.js': code });
      const { stdout } = await promisify(execFile)(process.execPath, ['main.mjs'], { cwd: folder });
      expect(stdout).toBe(output);
    });
  }
});
