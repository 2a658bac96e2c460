import { closeSync, existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createThreadCpu, openThreadAccount } from '../../../src/sandbox/thread-cpu.ts';

function spin(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const hasAccounts = existsSync('/proc/thread-self/schedstat');

describe('createThreadCpu', () => {
  test.runIf(hasAccounts)('counts what this thread uses, and not what it sleeps', async () => {
    const account = openThreadAccount();
    const cpu = createThreadCpu(account);
    if (account === undefined || cpu === undefined) throw new Error('there is an account');
    const before = cpu.read();
    spin(40);
    const busy = cpu.read() - before;
    await new Promise((resolve) => setTimeout(resolve, 200));
    const idle = cpu.read() - before - busy;
    expect(busy).toBeGreaterThan(5);
    expect(idle).toBeLessThan(100);

    const last = cpu.read();
    closeSync(account);
    expect(cpu.read()).toBe(last);
  });

  test('knows no account that does not exist', () => {
    expect(createThreadCpu(undefined)).toBeUndefined();
    expect(createThreadCpu(999_999)).toBeUndefined();
  });
});
