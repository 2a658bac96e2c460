import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/core/limits/plugin-limits.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const ECHO = `
import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Echo extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    await this.messages.reply(message, 'heard ' + message.content);
  }
}`;

// Writes the name of every lifecycle hook into its log, and fails where it is told to.
const NOISY = `
import { MessageProcessor } from 'plexi-plugin/sdk';
export default class Noisy extends MessageProcessor {
  async #note(hook: string): Promise<void> {
    this.logger.info(hook);
    if ((await this.config.get('failing')) === hook) throw new Error('no ' + hook);
  }
  override onLoad() { return this.#note('onLoad'); }
  override onEnable() { return this.#note('onEnable'); }
  override onDisable() { return this.#note('onDisable'); }
  override onUnload() { return this.#note('onUnload'); }
  override onMessageReceived() { return this.#note('onMessageReceived'); }
}`;

describe('the life of a plugin in a host', () => {
  test('answers what people write, once it is enabled and until it is disabled', async () => {
    const { manager, say, answers } = openHost();
    await manager.loadPlugin(await buildPlugin(ECHO), { grants: 'all' });
    await say('1');
    await manager.enablePlugin('weather');
    await say('2');
    await manager.disablePlugin('weather');
    await say('3');
    await manager.enablePlugin('weather');
    await say('4');
    expect(answers()).toEqual(['heard 2', 'heard 4']);
  });

  test('runs its hooks in order, and tells the hooks of the host', async () => {
    const { manager, logs, say } = openHost();
    const told: string[] = [];
    for (const event of ['plugin:loaded', 'plugin:enabled', 'plugin:disabled', 'plugin:unloaded', 'plugin:failed'] as const) {
      manager.registerHook(event, (plugin) => void told.push(`${event} ${plugin}`));
    }
    await manager.loadPlugin(await buildPlugin(NOISY), { grants: 'all' });
    await manager.enablePlugin('weather');
    await say('hello');
    await manager.unloadPlugin('weather');
    expect(logs.map(({ text }) => text)).toEqual(['onLoad', 'onEnable', 'onMessageReceived', 'onDisable', 'onUnload']);
    expect(told).toEqual(['plugin:loaded weather', 'plugin:enabled weather', 'plugin:disabled weather', 'plugin:unloaded weather']);
    expect(manager.getPlugins()).toEqual([]);
  });

  test('is not loaded when onLoad throws, and says where', async () => {
    const { manager } = openHost();
    const loading = manager.loadPlugin(await buildPlugin(NOISY), { config: { failing: 'onLoad' } });
    await expect(loading).rejects.toThrowCode('PLX4010', { location: { file: 'src/index.ts', line: 6, column: 78 } });
    expect(manager.getPlugin('weather')).toBeUndefined();
  });

  test('stays loaded and hears nothing when onEnable throws', async () => {
    const { manager, logs, say } = openHost();
    await manager.loadPlugin(await buildPlugin(NOISY), { config: { failing: 'onEnable' }, grants: 'all' });
    await expect(manager.enablePlugin('weather')).rejects.toThrowCode('PLX4010');
    expect(manager.getPlugin('weather')?.state).toBe('loaded');
    await say('hello');
    expect(logs.map(({ text }) => text)).not.toContain('onMessageReceived');
  });

  test('stops even if it does not want to: what onDisable and onUnload throw is reported', async () => {
    for (const failing of ['onDisable', 'onUnload']) {
      const { manager, start, diagnostics } = openHost();
      await start(await buildPlugin(NOISY), { config: { failing } });
      await manager.unloadPlugin('weather');
      expect(manager.getPlugin('weather')).toBeUndefined();
      expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([['PLX4010', expect.stringContaining(`no ${failing}`)]]);
    }
  });

  test('is described: kinds, permissions, entries, settings, state', async () => {
    const { manager } = openHost();
    const plugin = await manager.loadPlugin(await buildPlugin(ECHO), { config: { city: 'Oslo' }, grants: ['messages.read'] });
    expect(plugin).toEqual({
      name: 'weather',
      version: '1.0.0',
      kinds: ['message-processor'],
      state: 'loaded',
      requested: ['messages.read', 'messages.write'],
      optional: [],
      granted: ['messages.read'],
      config: { city: 'Oslo' },
      entries: [{ entry: 'src/index.ts', kind: 'message-processor', hooks: ['onMessageReceived'], contributions: [] }],
      definedPermissions: [],
      limits: DEFAULT_LIMITS,
    });
    expect(manager.getPluginsByType('message-processor')).toEqual([plugin]);
    expect(manager.getPluginsByType('tool')).toEqual([]);
  });

  test('may have several entry points, written as classes or functions, decorated or not', async () => {
    const source = await buildPlugin(
      {
        'src/a.ts': `
          import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
          function shout<This extends MessageProcessor>(method: (this: This, event: MessageEvent) => Promise<void>, context: ClassMethodDecoratorContext<This>) {
            return async function (this: This, event: MessageEvent): Promise<void> {
              this.logger.info(String(context.name));
              await method.call(this, { ...event, message: { ...event.message, content: event.message.content.toUpperCase() } });
            };
          }
          export class A extends MessageProcessor {
            @shout override async onMessageReceived({ message }: MessageEvent): Promise<void> { await this.messages.reply(message, 'A ' + message.content); }
          }`,
        'src/b.ts': `
          import { defineMessageProcessor } from 'plexi-plugin/sdk';
          export default defineMessageProcessor({ onMessageReceived: ({ message }, { messages }) => void messages.reply(message, 'B ' + message.content) });`,
      },
      { entry_point: undefined, entry_points: { message_handlers: ['src/a.ts:A', 'src/b.ts'] } } as object,
    );
    const { start, say, answers, logs } = openHost();
    await start(source);
    await say('hi');
    expect([...answers()].sort()).toEqual(['A HI', 'B hi']);
    expect(logs.map(({ text }) => text)).toEqual(['onMessageReceived']);
  });

  const REFUSED = [
    ['a plugin that is loaded already', 'PLX4102', async (host: ReturnType<typeof openHost>) => host.manager.loadPlugin(await buildPlugin(ECHO))],
    ['to grant what is not asked for', 'PLX4105', async (host) => host.manager.loadPlugin(await buildPlugin(ECHO, { name: 'other' }), { grants: ['files.read'] })],
    ['to enable a plugin twice', 'PLX4101', async (host) => host.manager.enablePlugin('weather')],
    ['to enable a plugin it does not know', 'PLX4103', async (host) => host.manager.enablePlugin('whether')],
    ['to load anything after it was closed', 'PLX4104', async (host) => {
      await host.manager.close();
      return host.manager.loadPlugin(await buildPlugin(ECHO));
    }],
  ] as const satisfies readonly (readonly [string, string, (host: ReturnType<typeof openHost>) => Promise<unknown>])[];

  for (const [what, code, act] of REFUSED) {
    test(`the host refuses ${what} with ${code}`, async () => {
      const host = openHost();
      await host.start(await buildPlugin(ECHO));
      await expect(act(host)).rejects.toThrowCode(code);
    });
  }

  test('lets commands wait for one another', async () => {
    const { manager } = openHost();
    await manager.loadPlugin(await buildPlugin(ECHO));
    await Promise.all([manager.enablePlugin('weather'), manager.disablePlugin('weather'), manager.enablePlugin('weather')]);
    expect(manager.getPlugin('weather')?.state).toBe('enabled');
  });
});
