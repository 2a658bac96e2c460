import { expect, test } from 'vitest';
import { within } from '../../../src/host/within.ts';

test('tells that work came to its end in time', async () => {
  expect(await within(60_000, Promise.resolve('done'))).toBe(true);
});

test('does not wait for ever', async () => {
  expect(await within(1, new Promise(() => undefined))).toBe(false);
});

test('passes on what goes wrong', async () => {
  await expect(within(60_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
});
