import { afterAll, describe, expect, test } from 'vitest';
import { createPluginManager } from '../../../src/host/create-plugin-manager.ts';
import { createVirtualClock } from '../../../src/host/virtual-clock.ts';
import { createQuickJsEngine } from '../../../src/sandbox/quickjs-engine.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';

const engine = createQuickJsEngine();
afterAll(() => engine.close());

const PLUGIN = (body: string): string => `import { MessageProcessor } from 'plexi-plugin/sdk';
const call = (method, params) => globalThis.__plexi.call(method, params).then(() => 'answered', ({ code }) => code);
export default class Attacker extends MessageProcessor {
  override async healthCheck() { ${body} }
}`;

async function attack(body: string) {
  const clock = createVirtualClock(0);
  const set: number[] = [];
  const counting = { ...clock, setTimer: (delay: number, run: () => void) => (set.push(delay), clock.setTimer(delay, run)) };
  const manager = createPluginManager({ engine, clock: counting });
  await manager.loadPlugin(await buildPlugin(PLUGIN(body)), { grants: 'all' });
  set.splice(0);
  const [answer] = await manager.executePlugin('weather', 'healthCheck');
  const delays = [...set];
  await clock.advance('1h', () => manager.idle());
  const [again] = await manager.executePlugin('weather', 'healthCheck');
  await manager.close();
  return { answer, again, delays };
}

// What a plugin says past the SDK.
const RAW = [
  ['a delay from the past', `return [await call('timers.set', { id: 1, delay: -1 })];`, 'INVALID_ARGUMENT'],
  ['a delay that is no number', `return [await call('timers.set', { id: 1, delay: 'soon' })];`, 'INVALID_ARGUMENT'],
  ['a delay longer than timers can be', `return [await call('timers.set', { id: 1, delay: 2 ** 40 })];`, 'INVALID_ARGUMENT'],
  ['a number that is none', `return [await call('timers.set', { id: 1.5, delay: 1 })];`, 'INVALID_ARGUMENT'],
  ['parameters that nobody asked for', `return [await call('timers.set', { id: 1, delay: 1, plugin: 'other' })];`, 'INVALID_ARGUMENT'],
] as const;

describe('a plugin that sets alarms by hand', () => {
  for (const [what, body, code] of RAW) {
    test(`gets nowhere with ${what}`, async () => {
      expect(await attack(body)).toMatchObject({ answer: [code], delays: [] });
    });
  }

  test('has one, however many it sets, and wakes nobody with it', async () => {
    const { answer, again } = await attack(`return Promise.all(Array.from({ length: 50 }, (_, i) => call('timers.set', { id: i + 1, delay: 1_000 })));`);
    expect(answer).toEqual(Array.from({ length: 50 }, () => 'answered'));
    expect(again).toEqual(answer);
  });
});

test('a thousand timers cost the host one', async () => {
  const { answer, delays } = await attack(`if (globalThis.isSet) return 'again'; globalThis.isSet = true; for (let i = 0; i < 900; i++) setTimeout(() => undefined, 7_200_000 + i); return 'set';`);
  expect(answer).toBe('set');
  expect(delays).toEqual([7_200_000]);
});

test('an interval without a pause is slowed down', async () => {
  const { answer } = await attack(`globalThis.times ??= []; if (times.length === 0) { const t = setInterval(() => { times.push(Date.now()); if (times.length === 20) clearInterval(t); }, 0); } return times.length;`);
  expect(answer).toBe(0);
});
