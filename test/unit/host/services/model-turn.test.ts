import { describe, expect, test } from 'vitest';
import { readReply, speak, type ModelReply } from '../../../../src/host/services/model-turn.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';

const START = '2026-01-01T12:00:00Z';
const NOBODY = new AbortController().signal;

const READ: readonly (readonly [string, ModelReply, object])[] = [
  ['a text, word by word', 'Good morning, Ada', { delayMs: 0, pieces: ['Good ', 'morning, ', 'Ada'] }],
  ['a text that takes its time', { text: 'Hello', delay: '2s' }, { delayMs: 2_000, pieces: ['Hello'] }],
  ['a text that breaks off between two words', { text: 'Good morning, Ada', pause: 5, breakAfter: 2 }, { pauseMs: 5, pieces: ['Good ', 'morning, '], failure: { message: expect.stringContaining('after 2 of its 3 pieces') as unknown } }],
  ['pieces as they are', { stream: ['Go', 'od'], pause: '250ms' }, { pauseMs: 250, pieces: ['Go', 'od'] }],
  ['an answer that breaks off', { stream: ['one', 'two', 'three'], breakAfter: 2 }, { pieces: ['one', 'two'], failure: { code: 'AI_FAILED', message: expect.stringContaining('after 2 of its 3 pieces') as unknown, details: {} } }],
  ['an answer that breaks off at once', { stream: ['one'], breakAfter: 0 }, { pieces: [], failure: { code: 'AI_FAILED' } }],
  ['too many questions', { status: 429, retryAfter: '30s' }, { pieces: [], failure: { code: 'AI_FAILED', message: expect.stringContaining('429') as unknown, details: { retryAfterMs: 30_000 } } }],
  ['a service that is busy', { status: 503, delay: 5 }, { delayMs: 5, pieces: [], failure: { message: expect.stringContaining('503') as unknown, details: {} } }],
];

describe('readReply', () => {
  for (const [what, reply, expected] of READ) {
    test(what, () => {
      expect(readReply(reply)).toMatchObject(expected);
    });
  }

  for (const status of [200, 399, 600, 429.5, NaN]) {
    test(`refuses a failure with the status ${String(status)}`, () => {
      expect(() => readReply({ status })).toThrow(TypeError);
    });
  }

  for (const reply of [{}, { txt: 'x' }, { text: 'x', stream: ['y'] }, { text: 'x', status: 503 }]) {
    test(`refuses a turn that is none or several: ${JSON.stringify(reply)}`, () => {
      expect(() => readReply(reply as ModelReply)).toThrow(TypeError);
    });
  }

  for (const reply of [{ text: '', delay: 'soon' }, { stream: [], pause: '-1s' }, { status: 429, retryAfter: 'never' }]) {
    test(`refuses what is no duration: ${JSON.stringify(reply)}`, () => {
      expect(() => readReply(reply)).toThrowCode('PLX4110');
    });
  }
});

describe('speak', () => {
  test('says its pieces in their time', async () => {
    const clock = createVirtualClock(START);
    const heard: (readonly [number, string])[] = [];
    const begin = clock.now();
    const speaking = (async () => {
      for await (const piece of speak(readReply({ stream: ['one', 'two'], delay: '1s', pause: '2s' }), clock, NOBODY)) heard.push([clock.now() - begin, piece]);
    })();
    const settle = () => new Promise<void>((resolve) => { setImmediate(resolve); });
    await settle();
    await clock.advance('1m', settle);
    await speaking;
    expect(heard).toEqual([[1_000, 'one'], [3_000, 'two']]);
  });

  test('fails after what it has said', async () => {
    const heard: string[] = [];
    const speaking = (async () => {
      for await (const piece of speak(readReply({ stream: ['one', 'two'], breakAfter: 1 }), createVirtualClock(START), NOBODY)) heard.push(piece);
    })();
    await expect(speaking).rejects.toMatchObject({ code: 'AI_FAILED' });
    expect(heard).toEqual(['one']);
  });

  test('stops waiting when nobody listens any more', async () => {
    const ended = new AbortController();
    const first = speak(readReply({ text: 'late', delay: '1h' }), createVirtualClock(START), ended.signal).next();
    ended.abort(new Error('the plugin was disabled'));
    await expect(first).rejects.toThrow('the plugin was disabled');
  });
});
