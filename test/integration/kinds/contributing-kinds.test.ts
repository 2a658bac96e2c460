import { describe, expect, test } from 'vitest';
import { createBackups } from '../../../src/host/extension-points/backups.ts';
import type { PluginKind } from '../../../src/core/manifest/kinds.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

async function open(type: PluginKind, code: string) {
  const host = openHost();
  await host.start(await buildPlugin(`import * as sdk from 'plexi-plugin/sdk';\n${code}`, { name: 'probe', type, permissions: ['messages.read', 'messages.write'] }));
  const advance = (duration: string) => host.clock.advance(duration, () => host.manager.settled());
  return { ...host, advance, storage: host.manager.services.storage.open('probe') };
}

describe('kinds that are what they contribute', () => {
  const THIN = [['feature', 'Feature'], ['core', 'Core'], ['extension', 'Extension'], ['custom', 'Custom']] as const;
  for (const [kind, name] of THIN) {
    test(`${kind}: as a class, and from functions`, async () => {
      const asClass = `export default class Probe extends sdk.${name}Plugin { constructor() { super(); sdk.addEventHandler(this, 'host.rang', () => this.storage.set('rang', true)); } }`;
      const asFunctions = `export default sdk.define${name}({ setUp(plugin) { sdk.addEventHandler(plugin, 'host.rang', () => plugin.storage.set('rang', true)); } });`;
      for (const code of [asClass, asFunctions]) {
        const { manager, storage } = await open(kind, code);
        await manager.announce('host.rang');
        await manager.settled();
        expect(await storage.get('rang')).toBe(true);
      }
    });
  }

  test('automation: by message, by event and by the clock', async () => {
    const { manager, say, answers, advance, storage } = await open('automation', `
      export default class Probe extends sdk.AutomationPlugin {
        override readonly rules: sdk.AutomationRules = {
          hello: { message: /^hello/g, run: async ({ message }, { messages }) => void (await messages.reply(message, 'hi')) },
          rang: { event: 'host.rang', run: ({ data }) => this.storage.set('rang', data) },
          tick: { schedule: { every: '1h' }, run: () => this.storage.update<number>('ticks', (count = 0) => count + 1) as never },
        };
      }`);
    for (const content of ['hello', 'hello again', 'oh, hello']) await say(content);
    await manager.announce('host.rang', 7);
    await manager.settled();
    await advance('3h');
    expect(answers()).toEqual(['hi', 'hi']);
    expect([await storage.get('rang'), await storage.get('ticks')]).toEqual([7, 3]);
  });

  test('integration: by its schedule, and again when it failed', async () => {
    const { advance, storage } = await open('integration', `
      export default sdk.defineIntegration({
        schedule: { every: '1h', retries: 1, retryDelay: '1m' },
        async sync({ attempt }, { storage }) {
          await storage.update<readonly number[]>('attempts', (before = []) => [...before, attempt]);
          if (attempt === 1) throw new Error('the line was busy');
        },
      });`);
    await advance('61m');
    expect(await storage.get('attempts')).toEqual([1, 2]);
  });

  test('backup: gives, and takes back', async () => {
    const { manager } = await open('backup', `
      let kept = Uint8Array.of(1, 2, 3);
      export default class Probe extends sdk.BackupPlugin {
        override backup() { return { kept }; }
        override restore(data: { readonly kept: Uint8Array<ArrayBuffer> }) { kept = data.kept.map((byte) => byte * 2); }
      }`);
    const backups = createBackups(manager);
    const backup = await backups.create();
    expect(await backups.restore(backup)).toEqual([{ plugin: 'probe', isRestored: true }]);
    expect((await backups.create()).plugins[0]?.parts).toMatchObject([{ data: { kept: { $bytes: 'AgQG' } } }]);
  });
});
