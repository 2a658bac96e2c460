import { describe, expect, test } from 'vitest';
import { createInvocations } from '../../../src/sandbox/invocations.ts';

const timeout = () => new Error('timed out');

describe('createInvocations', () => {
  test('settles each invocation by its number', async () => {
    const invocations = createInvocations(60_000);
    const ids: number[] = [];
    const first = invocations.begin('onLoad', (id) => void ids.push(id), timeout);
    const second = invocations.begin('onEnable', (id) => void ids.push(id), timeout);
    expect(invocations.names()).toEqual(['onLoad', 'onEnable']);
    invocations.take(ids[1] ?? 0)?.resolve('second');
    invocations.take(ids[0] ?? 0)?.resolve('first');
    expect(await Promise.all([first, second])).toEqual(['first', 'second']);
    expect(invocations.names()).toEqual([]);
  });

  test('rejects what takes too long, and ignores its late end', async () => {
    const invocations = createInvocations(5);
    let started = 0;
    await expect(invocations.begin('onLoad', (id) => (started = id), timeout)).rejects.toThrow('timed out');
    expect(invocations.take(started)).toBeUndefined();
  });

  test('ignores a second end', async () => {
    const invocations = createInvocations(60_000);
    const running = invocations.begin('onLoad', (id) => invocations.take(id)?.resolve(1), timeout);
    expect(await running).toBe(1);
    expect(invocations.take(1)).toBeUndefined();
  });

  for (const id of [0, -1, 2, 1e9]) {
    test(`knows no invocation ${id}`, () => {
      const invocations = createInvocations(60_000);
      void invocations.begin('onLoad', () => {}, timeout).catch(() => {});
      expect(() => invocations.take(id)).toThrow(RangeError);
      invocations.failAll(new Error('done'));
    });
  }

  test('fails all that are running', async () => {
    const invocations = createInvocations(60_000);
    const all = [1, 2, 3].map(() => invocations.begin('onLoad', () => {}, timeout));
    invocations.failAll(new Error('gone'));
    for (const each of all) await expect(each).rejects.toThrow('gone');
    expect(invocations.names()).toEqual([]);
  });

  test('names each hook once', () => {
    const invocations = createInvocations(60_000);
    for (let count = 0; count < 3; count++) void invocations.begin('onMessageReceived', () => {}, timeout).catch(() => {});
    expect(invocations.names()).toEqual(['onMessageReceived']);
    invocations.failAll(new Error('done'));
  });
});
