import { beforeAll, describe, expect, test } from 'vitest';
import { createHealth, type PluginHealth } from '../../../src/host/extension-points/health.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const CODE = `
import { addHealthCheck, MessageProcessor, registerHealthCheck, type HealthReport } from 'plexi-plugin/sdk';

export default class Checked extends MessageProcessor {
  constructor() {
    super();
    addHealthCheck(this, 'live', 'heart', () => this.#say('heart'));
  }
  override healthCheck(): Promise<HealthReport> { return this.#say('hook'); }
  @registerHealthCheck('ready', { timeout: '1s' })
  async stations(): Promise<HealthReport> { return this.#say('stations'); }
  async #say(key: string): Promise<HealthReport> {
    const said = (await this.storage.get<string>(key)) ?? 'healthy';
    if (said === 'throw') throw new Error('no idea');
    if (said === 'lie') return { status: 'fine' } as never;
    if (said === 'hang') await new Promise(() => undefined);
    if (said === 'spin') for (;;);
    return { status: said as never };
  }
}
export class Silent extends MessageProcessor { override onLoad(): void {} }
export class Fails extends MessageProcessor { override async onEnable(): Promise<void> { for (;;); } }
`;

describe('the health of a host', () => {
  let checked: PluginSource;
  beforeAll(async () => {
    checked = await buildPlugin(CODE, { name: 'checked' });
  });
  const silent = () => buildPlugin(CODE, { name: 'silent', entry_point: 'src/index.ts:Silent' });
  const open = async (said: Readonly<Record<string, string>> = {}) => {
    const host = openHost();
    await host.start(checked);
    const storage = host.manager.services.storage.open('checked');
    for (const [key, value] of Object.entries(said)) await storage.set(key, value);
    return { ...host, storage, health: createHealth(host.manager, { timeoutMs: 5_000 }) };
  };
  const format = ({ plugin, status, message, checks }: PluginHealth) =>
    [`${plugin} ${status}${message === undefined ? '' : `: ${message}`}`, ...checks.map((check) => `${check.name} ${check.status}`)];

  test('is that of every plugin, with its own checks', async () => {
    const { health, start } = await open({ stations: 'degraded' });
    await start(await silent());
    const ready = await health.ready();
    expect(ready).toMatchObject({ status: 'degraded', isOk: true, timestamp: '2026-01-01T12:00:00.000Z' });
    expect(ready.plugins.map(format)).toEqual([['checked degraded', 'healthCheck healthy', 'stations degraded'], ['silent healthy']]);
    const live = await health.live();
    expect([live.status, live.isOk, live.plugins.map(format)]).toEqual(['healthy', true, [['checked healthy', 'heart healthy'], ['silent healthy']]]);
  });

  const BAD = [
    ['unhealthy', undefined],
    ['throw', 'threw Error: no idea'],
    ['lie', 'returned {"status":"fine"}'],
    ['hang', 'did not end within'],
  ] as const;
  for (const [said, reason] of BAD) {
    test(`is bad when a check says "${said}"`, async () => {
      const { health } = await open({ stations: said });
      const { isOk, plugins: [plugin] } = await health.ready();
      expect(isOk).toBe(false);
      expect(plugin?.checks).toMatchObject([{ name: 'healthCheck', status: 'healthy' }, { name: 'stations', status: 'unhealthy' }]);
      if (reason !== undefined) expect(plugin?.message).toContain(reason);
      expect((await health.live()).isOk).toBe(true);
    });
  }

  test('is answered for a plugin that never comes back from a check, and for the others', async () => {
    const { health, start } = await open({ hook: 'spin' });
    await start(await silent());
    const { isOk, plugins } = await health.ready();
    expect([isOk, plugins.map(({ plugin, status }) => `${plugin} ${status}`)]).toEqual([false, ['checked unhealthy', 'silent healthy']]);
  });

  test('is asked once, however many ask at the same time', async () => {
    const { health, manager } = await open({ stations: 'hang' });
    const answers = await Promise.all(Array.from({ length: 100 }, () => health.ready()));
    expect(new Set(answers).size).toBe(1);
    await manager.services.storage.open('checked').set('stations', 'healthy');
    expect((await health.ready()).isOk).toBe(true);
  });

  test('is alive, but not ready, while a plugin is down; who was disabled does not count', async () => {
    const { health, manager, start } = await open();
    await start(await silent());
    await manager.disablePlugin('silent');
    expect((await health.ready()).plugins.map(({ plugin }) => plugin)).toEqual(['checked']);
    await manager.enablePlugin('silent');
    const fails = await buildPlugin(CODE, { name: 'fails', entry_point: 'src/index.ts:Fails' });
    await manager.loadPlugin(fails);
    const enabling = manager.enablePlugin('fails').catch(() => undefined);
    await expect.poll(() => manager.getPlugin('fails')?.state).not.toBe('loaded');
    expect((await health.ready()).plugins.find(({ plugin }) => plugin === 'fails')).toMatchObject({ status: 'unhealthy', checks: [] });
    expect((await health.live()).isOk).toBe(true);
    await enabling;
  });

  test('counts only the plugins that are required, where a host says which', async () => {
    const { manager, start } = await open({ stations: 'unhealthy' });
    await start(await silent());
    const { isOk, plugins } = await createHealth(manager, { required: ['silent'] }).ready();
    expect([isOk, plugins.map(({ plugin, status }) => `${plugin} ${status}`)]).toEqual([true, ['checked unhealthy', 'silent healthy']]);
    const missing = await createHealth(manager, { required: ['silent', 'gone'] }).ready();
    expect([missing.isOk, missing.plugins.at(-1)]).toEqual([false, { plugin: 'gone', state: 'unloaded', status: 'unhealthy', message: 'the plugin is unloaded', checks: [] }]);
    await manager.disablePlugin('silent');
    expect((await createHealth(manager, { required: ['silent'] }).ready()).isOk).toBe(false);
  });
});
