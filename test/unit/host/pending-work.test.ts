import { expect, test } from 'vitest';
import { createPendingWork } from '../../../src/host/pending-work.ts';

test('settles when everything has ended, also what began meanwhile and what failed', async () => {
  const work = createPendingWork();
  const log: string[] = [];
  const step = async (name: string, next?: () => void): Promise<void> => {
    await new Promise((resolve) => { setImmediate(resolve); });
    log.push(name);
    next?.();
  };
  const failed = work.follow(step('first', () => void work.follow(step('second'))).then(() => { throw new Error('lost'); }));
  failed.catch(() => undefined);
  await work.settled();
  expect(log).toEqual(['first', 'second']);
  await expect(failed).rejects.toThrow('lost');
});
