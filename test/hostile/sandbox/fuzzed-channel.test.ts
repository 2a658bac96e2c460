import { describe, expect, test } from 'vitest';
import { channel } from '../../../bench/fuzz/channel.ts';
import { seedOfCase } from '../../../bench/fuzz/choices.ts';
import { readSeeds } from '../../../bench/fuzz/read-seeds.ts';
import { runCases } from '../../../bench/fuzz/run-cases.ts';

const SEED = 20_261_201;
const CASES = 2_000;

describe('the channel between a host and its plugins', () => {
  test('holds against what broke it once', async () => {
    const seeds = readSeeds().filter(({ target }) => target === channel.name);
    expect(seeds.length).toBeGreaterThan(10);
    expect(await runCases(channel, seeds.map(({ seed }) => seed))).toEqual([]);
  });

  test(`holds against ${CASES} messages made at random, from both ends`, async () => {
    expect(await runCases(channel, Array.from({ length: CASES }, (_, index) => seedOfCase(SEED, index)))).toEqual([]);
  });
});
