import { describe, expect, test } from 'vitest';
import { createLock } from '../../../src/host/create-lock.ts';

describe('createLock', () => {
  test('begins work only when the work before it has ended, well or not', async () => {
    const lock = createLock();
    const order: string[] = [];
    const work = (name: string, ends: boolean) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} ends`);
      if (!ends) throw new Error(name);
      return name;
    };
    const results = await Promise.allSettled([lock(work('a', true)), lock(work('b', false)), lock(work('c', true))]);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
});
