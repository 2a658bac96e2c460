import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { EXTRA_TEMPLATES, TEMPLATE_KINDS, type ExtraTemplate, type TemplateKind } from '../../src/core/manifest/kinds.ts';
import { createPluginManager, readInstalledPlugin } from '../../src/host/index.ts';
import { createPlatform, generateTypes, initPlugin, installPlugin, publishPlugin, testPlugin, validatePlugin } from '../../src/index.ts';
import { compileFolder } from '../helpers/compile-plugin.ts';
import { createCheckout } from '../helpers/packed-tool.ts';
import { createFolder } from '../helpers/temporary-folder.ts';

let declarations: string;
beforeAll(async () => {
  declarations = join(await createCheckout(), 'dist/types');
}, 120_000);

// With the plugin's own settings; only where the declarations are is told from outside.
function typeCheck(directory: string): readonly string[] {
  const modules = { 'plexi-plugin/globals': 'sdk/globals.d.ts', 'plexi-plugin/sdk': 'sdk/index.d.ts', 'plexi-plugin/testing': 'src/testing/index.d.ts', 'plexi-plugin/ui': 'src/frame/index.d.ts' };
  return compileFolder(directory, { paths: Object.fromEntries(Object.entries(modules).map(([name, file]) => [name, [join(declarations, file)]])) });
}

const TEMPLATES: readonly { readonly kind: TemplateKind; readonly template?: ExtraTemplate }[] = [
  ...TEMPLATE_KINDS.map((kind) => ({ kind })),
  ...(Object.keys(EXTRA_TEMPLATES) as ExtraTemplate[]).map((template) => ({ kind: EXTRA_TEMPLATES[template], template })),
];
for (const { kind, template } of TEMPLATES) {
  test(`a new ${kind}${template === undefined ? '' : ` with the template "${template}"`} is valid, typed and tested, goes into the registry, and a host loads what comes out of it`, async () => {
    const folder = await createFolder({});
    const platform = createPlatform({ cwd: folder, env: { ...process.env, PLEXI_HOME: join(folder, 'home') }, yes: true });
    const directory = join(folder, 'weather');
    await initPlugin({ directory, kind, template, name: 'weather', install: false }, platform);

    const validation = await validatePlugin({ directory }, platform);
    expect(validation.diagnostics).toEqual([]);
    expect(validation.entries?.map((entry) => entry.kind)).toContain(kind);
    expect(await generateTypes({ directory, check: true }, platform)).toMatchObject({ state: 'current' });
    expect(typeCheck(directory)).toEqual([]);

    const report = await testPlugin({ directory }, platform);
    expect(report).toMatchObject({ failed: 0, skipped: 0 });
    expect(report?.diagnostics).toEqual([]);
    expect(report?.suites.map(({ name }) => name)).toEqual(expect.arrayContaining([`contract: ${kind}`, expect.stringContaining('tests/')]));

    await publishPlugin({ directory }, platform);
    const installed = await installPlugin({ spec: 'weather', to: 'plugins', grant: 'all' }, platform);
    const manager = createPluginManager();
    try {
      await manager.loadPlugin(await readInstalledPlugin(installed.path), { grants: 'all' });
      expect(await manager.enablePlugin('weather')).toMatchObject({ state: 'enabled', kinds: expect.arrayContaining([kind]) as unknown });
    } finally {
      await manager.close();
    }
  }, 120_000);
}
