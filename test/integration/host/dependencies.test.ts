import { beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

// Fails to start where its settings say so, and logs every step of its life.
const CODE = `
import { MessageProcessor } from 'plexi-plugin/sdk';
export default class Step extends MessageProcessor {
  override async onLoad(): Promise<void> {
    if ((await this.config.get('broken')) === true) throw new Error('broken');
    this.logger.info('load');
  }
  override async onEnable(): Promise<void> {
    if ((await this.config.get('shy')) === true) throw new Error('shy');
    this.logger.info('enable');
  }
  override onDisable(): void { this.logger.info('disable'); }
  override onUnload(): void { this.logger.info('unload'); }
}`;

let source: PluginSource;
beforeAll(async () => { source = await buildPlugin(CODE); });

const create = (name: string, manifest: Partial<Manifest> = {}): PluginSource => ({ ...source, manifest: { ...source.manifest, name, ...manifest } });
const needs = (...dependencies: readonly string[]): Partial<Manifest> => ({ dependencies });

function openLogged(options: Parameters<typeof openHost>[0] = {}) {
  const { manager, logs } = openHost(options);
  const steps = (): readonly string[] => logs.map(({ plugin, text }) => `${text} ${plugin}`);
  const load = (...sources: readonly PluginSource[]) => manager.loadPlugins(sources.map((each) => ({ source: each, enable: true })));
  return { manager, steps, load };
}

describe('plugins that are loaded together', () => {
  test('are loaded and enabled in the order of their needs, then of priority and name', async () => {
    const { steps, load } = openLogged();
    const { loaded, failed } = await load(create('app', needs('maps@^1.0.0', 'store')), create('zebra', { priority: 1 }), create('maps', needs('store')), create('store'));
    expect(failed).toEqual([]);
    expect(loaded.map(({ name, state }) => `${name} ${state}`)).toEqual(['zebra enabled', 'store enabled', 'maps enabled', 'app enabled']);
    expect(steps().filter((step) => step.startsWith('load'))).toEqual(['load zebra', 'load store', 'load maps', 'load app']);
  });

  test('fail by name when what they need fails, and leave the others alone', async () => {
    const { manager } = openLogged();
    const { loaded, failed } = await manager.loadPlugins([
      { source: create('app', needs('maps')) },
      { source: create('maps', needs('store')) },
      { source: create('store'), config: { broken: true } },
      { source: create('other') },
      { source: create('lost', needs('gone@^2.0.0')) },
      { source: create('shy'), config: { shy: true }, enable: true },
      { source: create('friend', needs('shy')), enable: true },
    ]);
    expect(loaded.map(({ name }) => name)).toEqual(['other']);
    expect(failed.map(({ plugin, diagnostics: [{ code, message }] }) => [plugin, code, message.split(': ').at(-1)])).toEqual([
      ['lost', 'PLX4150', 'lost → gone'],
      ['shy', 'PLX4010', 'shy'],
      ['friend', 'PLX4153', 'friend → shy'],
      ['store', 'PLX4010', 'broken'],
      ['maps', 'PLX4153', 'maps → store'],
      ['app', 'PLX4153', 'app → maps → store'],
    ]);
    expect(manager.getPlugins().map(({ name }) => name)).toEqual(['other']);
  });

  test('may need what is loaded already, and what the host provides', async () => {
    const { manager, load } = openLogged({ provides: { core_system: 'b.1.1-84' } });
    await manager.loadPlugin(create('store'));
    const { failed } = await load(create('app', needs('store', 'core_system@>=a.1.1-16 <r.2.0')));
    expect(failed.map(({ diagnostics: [{ code }] }) => code)).toEqual(['PLX4156']);
    await manager.enablePlugin('store');
    expect((await load(create('app', needs('store', 'core_system@>=a.1.1-16 <r.2.0')))).failed).toEqual([]);
  });
});

describe('one plugin that needs others', () => {
  test('is not loaded before them, and nothing is left of it', async () => {
    const { manager } = openLogged();
    await expect(manager.loadPlugin(create('app', needs('store')))).rejects.toThrowCode('PLX4150');
    await manager.loadPlugin(create('store', { version: '2.0.0' }));
    await expect(manager.loadPlugin(create('app', needs('store@^1.0.0')))).rejects.toThrowCode('PLX4151');
    await expect(manager.loadPlugin(create('app', needs('app')))).rejects.toThrowCode('PLX4152');
    expect(manager.getPlugins().map(({ name }) => name)).toEqual(['store']);
    expect(await manager.loadPlugin(create('app', needs('store@^2.0.0')))).toMatchObject({ state: 'loaded' });
  });

  test('is enabled after them, or together with them', async () => {
    const { manager, steps } = openLogged();
    await manager.loadPlugins([{ source: create('app', needs('maps')) }, { source: create('maps', needs('store')) }, { source: create('store') }]);
    await expect(manager.enablePlugin('app')).rejects.toThrow('"app" cannot be enabled before what it needs: store, maps');
    expect(await manager.enablePlugin('app', { cascade: true })).toMatchObject({ state: 'enabled' });
    expect(steps().filter((step) => step.startsWith('enable'))).toEqual(['enable store', 'enable maps', 'enable app']);
  });
});

describe('a plugin that others need', () => {
  async function openThree() {
    const opened = openLogged();
    await opened.load(create('app', needs('maps')), create('maps', needs('store')), create('store'));
    return { ...opened, later: () => opened.steps().slice(6) };
  }

  test('is not disabled silently, but with them in order', async () => {
    const { manager, later } = await openThree();
    await expect(manager.disablePlugin('store')).rejects.toThrowCode('PLX4155');
    await expect(manager.disablePlugin('store')).rejects.toThrow('because others need it: app, maps');
    await manager.disablePlugin('store', { cascade: true });
    expect(later()).toEqual(['disable app', 'disable maps', 'disable store']);
    expect(manager.getPlugins().map(({ state }) => state)).toEqual(['loaded', 'loaded', 'loaded']);
  });

  test('may be disabled once they are', async () => {
    const { manager } = await openThree();
    await manager.disablePlugin('app');
    await manager.disablePlugin('maps');
    expect(await manager.disablePlugin('store')).toMatchObject({ state: 'loaded' });
  });

  test('is not unloaded silently, but with them in order', async () => {
    const { manager, later } = await openThree();
    await expect(manager.unloadPlugin('maps')).rejects.toThrowCode('PLX4155');
    await manager.unloadPlugin('maps', { cascade: true });
    expect(later()).toEqual(['disable app', 'unload app', 'disable maps', 'unload maps']);
    expect(manager.getPlugins().map(({ name }) => name)).toEqual(['store']);
  });

  test('is not replaced by a version that they do not want, and goes on', async () => {
    const { manager, load } = openLogged();
    await load(create('app', needs('store@^1.0.0')), create('store'));
    await expect(manager.reloadPlugin('store', create('store', { version: '2.0.0' }))).rejects.toThrowCode('PLX4151');
    expect(manager.getPlugin('store')).toMatchObject({ version: '1.0.0', state: 'enabled' });
    expect(await manager.reloadPlugin('store', create('store', { version: '1.1.0' }))).toMatchObject({ version: '1.1.0', state: 'enabled' });
    await expect(manager.reloadPlugin('store', create('store', { version: '1.2.0', ...needs('app') }))).rejects.toThrowCode('PLX4152');
  });

  test('goes last when the host is closed', async () => {
    const { manager, later } = await openThree();
    await manager.close();
    expect(later()).toEqual(['disable app', 'unload app', 'disable maps', 'unload maps', 'disable store', 'unload store']);
  });
});

describe('what a host knows of a plugin', () => {
  test('are its manifest and its settings', async () => {
    const { manager } = openLogged();
    await manager.loadPlugin(create('store', { tags: ['data'] }), { config: { city: 'Oslo' } });
    expect(manager.getMetadata('store')).toMatchObject({ name: 'store', version: '1.0.0', tags: ['data'] });
    expect(manager.getConfig('store')).toEqual({ city: 'Oslo' });
    expect(() => manager.getMetadata('shop')).toThrowCode('PLX4103');
  });
});
