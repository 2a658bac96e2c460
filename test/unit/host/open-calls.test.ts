import { describe, expect, test } from 'vitest';
import { createOpenCalls } from '../../../src/host/open-calls.ts';

describe('createOpenCalls', () => {
  test('is idle at once when nothing is under way', async () => {
    await expect(createOpenCalls().idle()).resolves.toBeUndefined();
  });

  test('is idle when the last call is over, and names what is under way, each hook once', async () => {
    const calls = createOpenCalls();
    const ends = [calls.begin('execute'), calls.begin('execute'), calls.begin('export')];
    expect(calls.names).toEqual(['execute', 'export']);
    const log: string[] = [];
    const idle = calls.idle().then(() => log.push('idle'));
    for (const end of ends) {
      await Promise.resolve();
      expect(log).toEqual([]);
      end();
    }
    await idle;
    expect(calls.names).toEqual([]);
  });
});
