import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { encodeRecord } from '../../../src/core/registry/record-json.ts';
import { identifyProcess } from '../../../src/platform/process-identity.ts';
import { createFileStore } from '../../../src/registry/file-store/file-store.ts';
import { withLease, type Lease } from '../../../src/registry/lease.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

async function createLease(waitMs?: number): Promise<Lease> {
  const root = await createFolder({});
  return { store: createFileStore(root), key: 'lease', subject: root, ...(waitMs !== undefined && { waitMs }) };
}

async function hold(lease: Lease, holder: object): Promise<void> {
  await lease.store.putIfAbsent('lease', encodeRecord({ holder: { ...identifyProcess(), since: Date.now(), ...holder } }));
}

describe('withLease', () => {
  test('one task at a time', async () => {
    const lease = await createLease();
    let running = 0;
    let most = 0;
    const task = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await sleep(5);
      running--;
    };
    await Promise.all(Array.from({ length: 6 }, () => withLease(lease, task)));
    expect(most).toBe(1);
  });

  test('a task that fails gives the lease back', async () => {
    const lease = await createLease();
    await expect(withLease(lease, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await withLease(lease, () => Promise.resolve('next'))).toBe('next');
  });

  test('the lease of a process that has ended is taken over at once, also by several', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    const lease = await createLease();
    await hold(lease, { pid });
    const tasks = Array.from({ length: 3 }, () => withLease(lease, () => Promise.resolve(1)));
    expect(await Promise.all(tasks)).toEqual([1, 1, 1]);
  });

  test('a lease that is a minute old is taken over, wherever its process is', async () => {
    const lease = await createLease();
    await hold(lease, { host: 'elsewhere', since: Date.now() - 61_000 });
    expect(await withLease(lease, () => Promise.resolve(1))).toBe(1);
  });

  test('a lease that a living process keeps is PLX5024 in the end, on this machine and on another', async () => {
    for (const holder of [{}, { host: 'elsewhere', pid: 1 }]) {
      const lease = await createLease(100);
      await hold(lease, holder);
      await expect(withLease(lease, () => Promise.resolve(1))).rejects.toThrowCode('PLX5024');
    }
  });
});
