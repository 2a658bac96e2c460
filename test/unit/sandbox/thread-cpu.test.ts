import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openThreadCpu } from '../../../src/sandbox/thread-cpu.ts';

function spin(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const hasAccounts = existsSync('/proc/thread-self/schedstat');

describe('openThreadCpu', () => {
  test.runIf(hasAccounts)('counts what this thread uses, and not what it sleeps', async () => {
    const cpu = openThreadCpu();
    if (cpu === undefined) throw new Error('there is an account');
    const before = cpu.read();
    spin(40);
    const busy = cpu.read() - before;
    await new Promise((resolve) => setTimeout(resolve, 200));
    const idle = cpu.read() - before - busy;
    cpu.close();
    expect(busy).toBeGreaterThan(5);
    expect(idle).toBeLessThan(100);
  });

  test('knows no thread that does not exist', () => {
    expect(openThreadCpu('999999999')).toBeUndefined();
  });

  test.runIf(hasAccounts)('tells the last value once the thread has ended', async () => {
    const cpu = openThreadCpu();
    const last = cpu?.read() ?? 0;
    cpu?.close();
    expect(cpu?.read()).toBeGreaterThanOrEqual(last);
  });
});
