import { describe, expect, test } from 'vitest';
import { judgeSignature } from '../../../../src/core/webhooks/signature.ts';
import { createFakeHttp, type FakeAnswer } from '../../../../src/host/services/fake-http.ts';
import { createMemoryStorage } from '../../../../src/host/services/memory-storage.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';
import { createOutgoingWebhooks } from '../../../../src/host/webhooks/outgoing-webhooks.ts';

const URL = 'https://hooks.example.com/in';
const TO = { plugin: 'weather', event: 'alert.created', url: URL, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };
const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
const settle = async (): Promise<void> => {
  for (let at = 0; at < 10; at++) await turn();
};

function open(answers: readonly FakeAnswer[], storage = createMemoryStorage().open('$webhooks')) {
  const clock = createVirtualClock('2026-01-01T12:00:00Z');
  const http = createFakeHttp();
  const times: number[] = [];
  http.on(`POST ${URL}`, () => {
    times.push((clock.now() - Date.UTC(2026, 0, 1, 12)) / 1_000);
    return answers[Math.min(times.length, answers.length) - 1] ?? {};
  });
  const webhooks = createOutgoingWebhooks({ clock, http, storage, follow: (work) => work });
  return { clock, http, times, webhooks, storage, advance: (duration: string) => clock.advance(duration, settle) };
}

describe('a webhook', () => {
  test('is sent at once, signed so that everybody can check it', async () => {
    const { webhooks, http, clock } = open([{ status: 204 }]);
    await webhooks.subscribe(TO);
    expect(await webhooks.send('weather', 'alert.created', { level: 3 })).toBe(1);
    await settle();
    const [request] = http.requests;
    expect(JSON.parse(request?.body ?? '')).toEqual({ type: 'alert.created', timestamp: '2026-01-01T12:00:00.000Z', source: 'weather', data: { level: 3 } });
    const body = new TextEncoder().encode(request?.body);
    expect(judgeSignature({ headers: request?.headers ?? {}, body }, { scheme: 'standard', secret: TO.secret, now: clock.now(), toleranceMs: 1_000 })).toEqual({ id: request?.headers['webhook-id'] });
    expect(await webhooks.waiting()).toEqual([]);
  });

  test('goes to those who asked for this event of this plugin', async () => {
    const { webhooks, http } = open([{}]);
    await webhooks.subscribe({ ...TO, event: 'alert.ended' });
    await webhooks.subscribe({ ...TO, plugin: 'other' });
    const id = await webhooks.subscribe(TO);
    await webhooks.unsubscribe(id);
    expect(await webhooks.send('weather', 'alert.created', null)).toBe(0);
    await settle();
    expect(http.requests).toEqual([]);
    expect((await webhooks.list()).map(({ plugin, event }) => [plugin, event])).toEqual([['weather', 'alert.ended'], ['other', 'alert.created']]);
  });

  test('is sent again under the same id, later each time, until it is taken', async () => {
    const { webhooks, http, times, advance } = open([{ status: 500 }, { status: 503 }, { status: 200 }]);
    await webhooks.subscribe(TO);
    await webhooks.send('weather', 'alert.created', 1);
    await settle();
    expect(await webhooks.waiting()).toMatchObject([{ attempts: 1, reason: 'it answered 500' }]);
    await advance('1h');
    expect(times).toHaveLength(3);
    expect(times[1]).toBeGreaterThanOrEqual(4);
    expect(times[1]).toBeLessThanOrEqual(6);
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThanOrEqual(240);
    expect(new Set(http.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await webhooks.waiting()).toEqual([]);
  });

  test('waits as long as the server asks', async () => {
    const { webhooks, times, advance } = open([{ status: 429, headers: { 'retry-after': '120' } }, {}]);
    await webhooks.subscribe(TO);
    await webhooks.send('weather', 'alert.created', 1);
    await settle();
    await advance('5m');
    expect(times).toEqual([0, 120]);
  });

  test('that nobody takes in a day and a half is a dead letter, and can be sent once more', async () => {
    const { webhooks, times, advance } = open([...Array.from({ length: 8 }, () => ({ status: 500 })), {}]);
    await webhooks.subscribe(TO);
    await webhooks.send('weather', 'alert.created', 1);
    await settle();
    await advance('2d');
    expect(times).toHaveLength(8);
    const [dead] = await webhooks.deadLetters();
    expect(dead).toMatchObject({ attempts: 8, reason: 'it answered 500' });
    await webhooks.redeliver(dead?.id ?? '');
    expect([await webhooks.waiting(), await webhooks.deadLetters()]).toEqual([[], []]);
  });

  test('to a server that is gone ends the subscription', async () => {
    const { webhooks, times, advance } = open([{ status: 410 }]);
    await webhooks.subscribe(TO);
    await webhooks.send('weather', 'alert.created', 1);
    await settle();
    await advance('2d');
    expect(times).toEqual([0]);
    expect(await webhooks.list()).toEqual([]);
    expect(await webhooks.deadLetters()).toMatchObject([{ reason: 'it answered 410' }]);
  });

  test('that waits when the host is stopped is sent by the next one, as soon as that starts', async () => {
    const first = open([{ status: 500 }]);
    await first.webhooks.subscribe(TO);
    await first.webhooks.send('weather', 'alert.created', 1);
    await settle();
    first.webhooks.close();
    await first.advance('1m');
    expect(first.times).toEqual([0]);
    const second = open([{}], first.storage);
    await second.webhooks.resume();
    await second.advance('1m');
    expect(second.times).toHaveLength(1);
    expect(await second.webhooks.waiting()).toEqual([]);
  });

  test('of a long backlog goes out one after another', async () => {
    const first = open([{ status: 500 }]);
    await first.webhooks.subscribe(TO);
    for (let count = 0; count < 5; count++) await first.webhooks.send('weather', 'alert.created', count);
    await settle();
    first.webhooks.close();
    const second = open([{}], first.storage);
    await second.advance('1m');
    await second.webhooks.resume();
    await second.advance('1s');
    expect(second.times).toEqual([60, 60.02, 60.04, 60.06, 60.08]);
  });

  test('is sent once where somebody sends again what waits', async () => {
    const { webhooks, times, advance } = open([{ status: 500 }, { status: 500 }, {}]);
    await webhooks.subscribe(TO);
    await webhooks.send('weather', 'alert.created', 1);
    await settle();
    await webhooks.redeliver((await webhooks.waiting())[0]?.id ?? '');
    await advance('1m');
    expect(times).toHaveLength(3);
    expect(times.slice(0, 2)).toEqual([0, 0]);
  });

  test('is not lost by a storage that does not answer at first', async () => {
    const first = open([{ status: 500 }]);
    await first.webhooks.subscribe(TO);
    await first.webhooks.send('weather', 'alert.created', 1);
    await settle();
    let isDown = true;
    const second = open([{}], { ...first.storage, keys: (prefix) => (isDown ? Promise.reject(new Error('down')) : first.storage.keys(prefix)) });
    await expect(second.webhooks.resume()).rejects.toThrow('down');
    isDown = false;
    await second.webhooks.resume();
    expect(await second.webhooks.waiting()).toHaveLength(1);
  });
});
