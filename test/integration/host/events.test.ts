import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const plugin = (body: string): string => `
import { addEventHandler, HostError, MessageProcessor, onEvent, type AnnouncedEvent, type MessageEvent, type PluginMessage } from 'plexi-plugin/sdk';
export default class Tester extends MessageProcessor {
  override onLoad(): void {}
${body}
}`;

const TELLER = plugin(`
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    this.logger.info('emitted', { isThrough: await this.events.emit('changed', { city: message.content }) });
  }
  @onEvent('message.deleted') ownHandlersDoNotHear(): void {}`);

describe('a handler of events', () => {
  test('hears of events of messages before, with and after everybody else', async () => {
    const { start, say, logs } = openHost();
    const source = await buildPlugin(plugin(`
      @onEvent('message.received', { phase: 'post' }) last({ message }: MessageEvent): void { this.logger.info('post ' + message.content); }
      @onEvent('message.received') with({ type }: MessageEvent): void { this.logger.info('on ' + type); }
      @onEvent('message.received', { phase: 'pre' }) async first(): Promise<false> { await this.storage.set('seen', true); this.logger.info('pre'); return false; }
      override onMessageReceived(): void { this.logger.info('hook'); }`));
    await start(source);
    await say('hello');
    expect(logs.map(({ text }) => text)).toEqual(['pre', 'hook', 'on message.received', 'post hello']);
  });

  test('that comes first, comes by the priority of its plugin; what it throws stops nobody', async () => {
    const { start, say, logs, diagnostics } = openHost();
    const code = plugin(`
      @onEvent('message.received', { phase: 'pre' }) async first(): Promise<void> {
        await this.storage.get('slow');
        this.logger.info('pre');
        throw new Error('no');
      }`);
    await start(await buildPlugin(code, { name: 'later', priority: 200 }));
    await start(await buildPlugin(code, { name: 'sooner', priority: 10 }));
    await say('hello');
    expect(logs.map((line) => line.plugin)).toEqual(['sooner', 'later']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['PLX4010', 'PLX4010']);
  });

  test('hears of another plugin’s events, and who told them, whatever they say', async () => {
    const { start, say, logs } = openHost();
    await start(await buildPlugin(TELLER, { name: 'teller' }));
    await start(await buildPlugin(plugin(`
      constructor() {
        super();
        addEventHandler(this, 'teller:changed', ({ source, data, type, id }) => { this.logger.info(type, { source, data, id }); });
      }`), { name: 'listener', dependencies: ['teller'] }));
    await say('Oslo');
    expect(logs.filter((line) => line.plugin === 'listener').map(({ text, fields }) => [text, fields])).toEqual([
      ['teller:changed', { source: 'teller', data: { city: 'Oslo' }, id: expect.stringMatching(/^teller:event-\d+$/) as unknown }],
    ]);
  });

  test('may stop an event of a plugin before others hear of it', async () => {
    const { start, say, logs } = openHost();
    await start(await buildPlugin(TELLER, { name: 'teller' }));
    await start(await buildPlugin(plugin(`
      @onEvent('teller:changed', { phase: 'pre' }) judge({ data }: AnnouncedEvent): boolean { return (data as { city: string }).city !== 'Atlantis'; }
      @onEvent('teller:changed') hear({ data }: AnnouncedEvent): void { this.logger.info('heard', { data }); }`), { name: 'judge', optional_dependencies: ['teller'] }));
    await say('Oslo');
    await say('Atlantis');
    const of = (name: string) => logs.filter((line) => line.plugin === name).map(({ fields }) => fields);
    expect(of('teller')).toEqual([{ isThrough: true }, { isThrough: false }]);
    expect(of('judge')).toEqual([{ data: { city: 'Oslo' } }]);
  });

  test('hears what happens to other plugins, and what the host program tells', async () => {
    const { manager, start, logs } = openHost();
    await start(await buildPlugin(plugin(`
      @onEvent('plugin.enabled') enabled({ data }: AnnouncedEvent<{ plugin: string; version: string }>): void { this.logger.info('enabled', { ...data }); }
      @onEvent('plugin.disabled') disabled({ data }: AnnouncedEvent<{ plugin: string }>): void { this.logger.info('disabled ' + data.plugin); }
      @onEvent('host.maintenance') host({ source, data }: AnnouncedEvent): void { this.logger.info('host', { source, data }); }`), { name: 'watcher', permissions: [] }));
    await start(await buildPlugin(TELLER, { name: 'teller', version: '2.1.0' }));
    await manager.settled();
    await manager.disablePlugin('teller');
    await manager.settled();
    expect(await manager.announce('host.maintenance', { minutes: 5 })).toBe(true);
    await manager.settled();
    expect(logs.map(({ text, fields }) => [text, fields])).toEqual([
      ['enabled', { plugin: 'teller', version: '2.1.0' }],
      ['disabled teller', undefined],
      ['host', { source: 'host', data: { minutes: 5 } }],
    ]);
    await expect(manager.announce('message.received' as never)).rejects.toThrowCode('PLX4162');
  });

  test('is not called without the permission to hear such events, and the host is told', async () => {
    const { start, say, logs, manager } = openHost();
    await start(await buildPlugin(plugin(`
      @onEvent('message.received') with(): void { this.logger.info('heard'); }
      @onEvent('message.received', { phase: 'pre' }) before(): void { this.logger.info('heard'); }`), { permissions: [] }));
    await say('secret');
    expect(logs).toEqual([]);
    expect(manager.denials).toContainEqual(expect.objectContaining({ permission: 'messages.read', method: 'message.received', declared: false }));
  });

  test('that fails while the plugin breaks down hears the event again', async () => {
    const { start, say, logs } = openHost({ limits: { cpuMsPerCall: 150 } });
    await start(await buildPlugin(plugin(`
      override async onMessageReceived({ message }: MessageEvent): Promise<void> { if (message.content === 'loop') for (;;); }
      @onEvent('message.received') async with({ message }: MessageEvent): Promise<void> { await this.storage.get('x'); this.logger.info(message.content); }`)));
    await say('loop');
    await say('hello');
    expect(logs.map(({ text }) => text)).toContain('hello');
  });

  const REFUSED = [
    ['message.recieved', {}, 'did you mean "message.received"?'],
    ['teller:changed', {}, '"teller" is not among the dependencies'],
    ['host', {}, 'there is no such event'],
  ] as const;
  for (const [event, manifest, message] of REFUSED) {
    test(`of "${event}" is refused when the plugin is loaded`, async () => {
      const { manager } = openHost();
      const loading = manager.loadPlugin(await buildPlugin(plugin(`@onEvent('${event}' as never) hear(): void {}`), manifest));
      await expect(loading).rejects.toThrowCode('PLX4161');
      await expect(loading).rejects.toThrow(message);
    });
  }
});

describe('a message from one plugin to another', () => {
  const ASKS = plugin(`
    override async onMessageReceived({ message }: MessageEvent): Promise<void> {
      const [to = '', data = ''] = message.content.split(' ');
      try {
        this.logger.info('answer', { answer: await this.plugins.send(to, data, { timeout: '2s' }) });
      } catch (error) {
        this.logger.info(error instanceof HostError ? error.code : String(error));
      }
    }`);
  const ANSWERS = plugin(`
    override async onPluginMessage({ from, data }: PluginMessage<string>): Promise<unknown> {
      if (data === 'throw') throw new Error('no idea');
      if (data === 'bytes') return Uint8Array.of(1);
      if (data === 'silence') return new Promise(() => {});
      if (data === 'nothing') return undefined;
      return { from, data: data.toUpperCase() };
    }`);

  async function openBoth() {
    const host = openHost();
    await host.start(await buildPlugin(ANSWERS, { name: 'answerer', permissions: [] }));
    await host.start(await buildPlugin(plugin(''), { name: 'deaf', permissions: [] }));
    await host.start(await buildPlugin(ASKS, { name: 'asker', dependencies: { answerer: '^1.0.0' }, optional_dependencies: ['deaf', 'absent'] }));
    return host;
  }

  const ANSWERED = [
    ['answerer hello', { answer: { from: 'asker', data: 'HELLO' } }],
    ['answerer nothing', { answer: null }],
  ] as const;
  for (const [said, fields] of ANSWERED) {
    test(`"${said}" is answered`, async () => {
      const { say, logs } = await openBoth();
      await say(said);
      expect(logs.map((line) => line.fields)).toEqual([fields]);
    });
  }

  const FAILS = [
    ['answerer throw', 'PLUGIN_FAILED'],
    ['answerer bytes', 'PLUGIN_FAILED'],
    ['deaf hello', 'NOT_AVAILABLE'],
    ['absent hello', 'NOT_AVAILABLE'],
    ['stranger hello', 'NOT_DECLARED'],
    ['asker hello', 'NOT_DECLARED'],
  ] as const;
  for (const [said, code] of FAILS) {
    test(`"${said}" fails with ${code}`, async () => {
      const { say, logs } = await openBoth();
      await say(said);
      expect(logs.map(({ text }) => text)).toEqual([code]);
    });
  }

  test('that nobody answers ends in time', async () => {
    const { chat, clock, logs } = await openBoth();
    await chat.send({ channelId: 'general', authorId: 'alice', content: 'answerer silence' });
    await expect.poll(async () => {
      await clock.advance('500ms');
      return logs.map(({ text }) => text);
    }).toEqual(['TIMEOUT']);
  });
});
