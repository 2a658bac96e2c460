import { describe, expect, test } from 'vitest';
import { createLimit } from '../../../../src/test-runner/contract/create-limit.ts';

describe('createLimit', () => {
  test('never runs more at once than allowed, and runs everything in order', async () => {
    const limit = createLimit(2);
    const started: number[] = [];
    let running = 0;
    let most = 0;
    const work = async (id: number): Promise<number> => {
      started.push(id);
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return id;
    };
    const ids = Array.from({ length: 20 }, (_, id) => id);
    expect(await Promise.all(ids.map((id) => limit(() => work(id))))).toEqual(ids);
    expect(started).toEqual(ids);
    expect(most).toBe(2);
  });

  test('a piece that fails gives its place to the next', async () => {
    const limit = createLimit(1);
    const failing = limit(() => Promise.reject(new Error('no')));
    const next = limit(() => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('done');
  });
});
