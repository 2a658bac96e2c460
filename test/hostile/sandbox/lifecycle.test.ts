import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bundlePlugin } from '../../../src/bundler/bundle-plugin.ts';
import type { Bundle } from '../../../src/bundler/bundle.ts';
import { PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { createQuickJsEngine } from '../../../src/sandbox/quickjs-engine.ts';
import { superviseSandbox } from '../../../src/sandbox/supervise.ts';
import { ENTRY, startObserved } from '../../helpers/sandbox.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const HOOKS = ['onLoad', 'onEnable', 'onDisable', 'onUnload', 'healthCheck', 'selfTest', 'onMessageReceived', 'onMessageSent', 'onMessageEdited', 'onMessageDeleted'] as const;

const ATTACKS = [
  ['an endless loop', 'while (true) {}', 'PLX4001'],
  ['an allocation of one gigabyte', 'kept.push(new Uint8Array(2 ** 30));', 'PLX4003'],
  ['deep recursion', 'dive();', 'PLX4004'],
  ['a flood of host calls', "for (;;) void this.storage.get('key');", 'PLX4005'],
  ['a console flood', "for (;;) console.log('line');", 'PLX4008'],
] as const;

const toolRoot = join(import.meta.dirname, '..', '..', '..');
const engine = createQuickJsEngine();
afterAll(() => engine.close());

/** A plugin in TypeScript with the attack in every hook. */
function writePlugin(attack: string): string {
  const hooks = HOOKS.map((hook) => `  override async ${hook}(): Promise<never> {\n    ${attack} // ${hook}\n    throw new Error('never');\n  }`);
  return `import { MessageProcessor } from 'plexi-plugin/sdk';

const kept: Uint8Array[] = [];
const dive = (): number => dive() + 1;

export default class Attacker extends MessageProcessor {
${hooks.join('\n\n')}

  override async onConfigChanged(): Promise<void> {
    kept.length = 0;
  }
}
`;
}

async function bundleAttack(source: string): Promise<{ bundle: Bundle; lines: readonly string[] }> {
  const directory = await createFolder({ [ENTRY]: source });
  const bundle = await bundlePlugin({ directory, toolRoot, entries: [{ entry: ENTRY, kind: 'message-processor' }] });
  return { bundle, lines: source.split('\n') };
}

for (const [name, attack, code] of ATTACKS) {
  describe(`${name} (${code})`, () => {
    const bundled = bundleAttack(writePlugin(attack));

    for (const hook of HOOKS) {
      test(`in ${hook}: stopped at its line, and the next event is answered`, async () => {
        const { bundle, lines } = await bundled;
        const reported: unknown[] = [];
        const plugin = await superviseSandbox({
          plugin: 'attacker',
          start: async () => (await startObserved(engine, bundle.code, { sourceMap: bundle.sourceMap })).sandbox,
          prepare: async () => {},
          report: (diagnostic) => void reported.push(diagnostic),
        });
        const invoke = (name: string) => plugin.use((sandbox) => sandbox.invoke({ entry: ENTRY, hook: name, args: [] }));

        const error = await invoke(hook).catch((reason: unknown) => reason);
        const [diagnostic] = error instanceof PlexiError ? error.diagnostics : [];
        const line = 1 + lines.findIndex((text) => (code === 'PLX4004' ? text.startsWith('const dive') : text.endsWith(`// ${hook}`)));
        expect(diagnostic).toMatchObject({ code, severity: 'error', file: ENTRY, line });
        expect(diagnostic?.message).toContain(`in "${hook}"`);

        expect(await invoke('onConfigChanged')).toBeNull();
        expect(reported).toEqual([diagnostic]);
        await plugin.close();
      });
    }

    test('while the plugin is loaded: refused at its line', async () => {
      const top = attack.replace('this.storage.get(', "(globalThis as any).__plexi.call('echo', ");
      const { bundle, lines } = await bundleAttack(writePlugin('').replace('\nexport default', `\n${top} // loading\n\nexport default`));
      const error = await startObserved(engine, bundle.code, { sourceMap: bundle.sourceMap }).catch((reason: unknown) => reason);
      const line = 1 + lines.findIndex((text) => (code === 'PLX4004' ? text.startsWith('const dive') : text.endsWith('// loading')));
      expect(error instanceof PlexiError ? error.diagnostics[0] : error).toMatchObject({ code, file: ENTRY, line });
    });
  });
}
