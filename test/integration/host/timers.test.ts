import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const PLUGIN = (body: string): string => `import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
export default class Timed extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const say = (text: string) => this.messages.reply(message, text);
    ${body}
  }
}`;

async function start(body: string) {
  const host = openHost();
  await host.start(await buildPlugin(PLUGIN(body)));
  const advance = (duration: string) => host.clock.advance(duration, () => host.manager.idle());
  return { ...host, advance };
}

describe('timers of a plugin', () => {
  test('run when the host’s clock gets there, each at its own time', async () => {
    const { say, answers, advance } = await start(`
      const at = () => new Date().toISOString().slice(14, 19);
      setTimeout(async () => { await this.storage.set('k', 1); await say('an hour: ' + at()); }, 3_600_000);
      setTimeout(() => say('a minute: ' + at()), 60_000);`);
    await say('go');
    expect(answers()).toEqual([]);
    await advance('59s');
    expect(answers()).toEqual([]);
    await advance('2h');
    expect(answers()).toEqual(['a minute: 01:00', 'an hour: 00:00']);
  });

  test('hold a hook while it sleeps, and others are heard meanwhile', async () => {
    const { chat, manager, answers, advance } = await start(`
      if (message.content === 'slow') await sleep(5_000);
      await say('heard ' + message.content);`);
    await chat.send({ channelId: 'general', authorId: 'alice', content: 'slow' });
    await chat.send({ channelId: 'random', authorId: 'alice', content: 'quick' });
    await manager.idle();
    expect(answers()).toEqual(['heard quick']);
    await advance('5s');
    expect(answers()).toEqual(['heard quick', 'heard slow']);
  });

  test('sleep inside of timers, time after time', async () => {
    const { say, answers, advance } = await start(`
      setTimeout(async () => { for (let wait = 1; wait <= 4; wait *= 2) { await sleep(wait * 60_000); await say('waited ' + wait); } }, 1_000);`);
    await say('go');
    await advance('10m');
    expect(answers()).toEqual(['waited 1', 'waited 2', 'waited 4']);
  });

  test('repeat until they are cleared', async () => {
    const { say, answers, advance } = await start(`let n = 0; const timer = setInterval(() => { void say('tick ' + ++n); if (n === 3) clearInterval(timer); }, 10_000);`);
    await say('go');
    await advance('1h');
    expect(answers()).toEqual(['tick 1', 'tick 2', 'tick 3']);
  });

  test('end with the plugin: nothing runs after a reload or an unload', async () => {
    const { manager, say, answers, advance } = await start(`setTimeout(() => say('never'), 1_000); setInterval(() => say('never'), 1_000);`);
    await say('go');
    await manager.reloadPlugin('weather');
    await advance('1m');
    await say('go');
    await manager.unloadPlugin('weather');
    await advance('1m');
    expect(answers()).toEqual([]);
  });

  test('that throw are reported with their line, and the others run', async () => {
    const { say, answers, advance, diagnostics } = await start(`setTimeout(() => { throw new RangeError('too late'); }, 1_000);\n    setTimeout(() => say('still here'), 1_000);`);
    await say('go');
    await advance('1s');
    expect(answers()).toEqual(['still here']);
    expect(diagnostics).toMatchObject([{ code: 'PLX4015', file: 'src/index.ts', line: 6 }]);
  });

  test('are at most a thousand, which cost the host one', async () => {
    const { say, answers, advance } = await start(`
      let set = 0;
      try { for (;;) { setTimeout(() => undefined, 60_000); set += 1; } } catch (error) { await say(set + ' ' + error.name); }`);
    await say('go');
    expect(answers()).toEqual(['1000 QuotaExceededError']);
    await advance('2m');
    await say('go');
    expect(answers()).toEqual(['1000 QuotaExceededError', '1000 QuotaExceededError']);
  });
});
