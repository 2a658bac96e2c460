import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startProgress } from '../../../src/platform/progress.ts';

function createStream(isTTY: boolean) {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  return { stream, written };
}

describe('startProgress', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('shows nothing within the first second, then a bar, then clears it', () => {
    const { stream, written } = createStream(true);
    const step = startProgress('Packing', stream);
    step.update(0.1);
    expect(written).toEqual([]);
    vi.advanceTimersByTime(1_001);
    step.update(0.5);
    expect(written.join('')).toContain('Packing [############------------]  50%');
    step.end();
    expect(written.at(-1)).toMatch(/^\r +\r$/);
  });

  test('shows nothing where there is no terminal', () => {
    const { stream, written } = createStream(false);
    const step = startProgress('Packing', stream);
    vi.advanceTimersByTime(5_000);
    step.update(0.5);
    step.end();
    expect(written).toEqual([]);
  });
});
