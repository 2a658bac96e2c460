import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { proveStore } from '../../src/registry/prove-store.ts';
import type { Store } from '../../src/registry/store.ts';

/** A driver under test. */
export interface StoreDriver {
  /** As `store-worker.ts` knows it. */
  readonly name: string;
  create(location: string): Store;
  /** Makes room for one test, apart from all others. */
  makeLocation(): Promise<string>;
}

/** What a driver must promise, with races between real processes. Every driver's test file calls this. */
export function describeStore(driver: StoreDriver): void {
  describe(`${driver.name} keeps the store's promises`, () => {
    let worker: string;
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'plexi-store-worker-'));
      worker = join(folder, 'worker.mjs');
      await build({ entryPoints: [join(import.meta.dirname, 'store-worker.ts')], bundle: true, platform: 'node', format: 'esm', outfile: worker });
    });

    afterAll(() => rm(folder, { recursive: true }));

    async function open(): Promise<Store> {
      return driver.create(await driver.makeLocation());
    }

    function startWorker(location: string, role: string, id: number, rounds: number): ReturnType<typeof spawn> {
      return spawn(process.execPath, [worker, driver.name, location, role, String(id), String(rounds)], { stdio: ['ignore', 'pipe', 'inherit'] });
    }

    async function race(location: string, role: string, processes: number, rounds: number): Promise<string[][]> {
      const children = Array.from({ length: processes }, (_, id) => startWorker(location, role, id, rounds));
      return Promise.all(children.map(readLines));
    }

    test('a key without a value is absent', async () => {
      const store = await open();
      expect(await store.get('a/b')).toBeUndefined();
      expect(await listAll(store)).toEqual([]);
    });

    test('a value is read as it was put, whatever its bytes', async () => {
      const store = await open();
      const body = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
      const etag = await store.putIfAbsent('bytes', body);
      expect(await store.get('bytes')).toEqual({ body, etag });
    });

    test('putIfAbsent leaves a value that exists', async () => {
      const store = await open();
      await store.putIfAbsent('key', Buffer.from('first'));
      expect(await store.putIfAbsent('key', Buffer.from('second'))).toBeUndefined();
      expect(await readText(store, 'key')).toBe('first');
    });

    test('putIfMatch replaces the value with that etag, and no other', async () => {
      const store = await open();
      const first = await store.putIfAbsent('key', Buffer.from('1'));
      const second = await store.putIfMatch('key', Buffer.from('2'), first ?? '');
      expect(second).toBeDefined();
      expect(second).not.toBe(first);
      expect(await store.putIfMatch('key', Buffer.from('3'), first ?? '')).toBeUndefined();
      expect(await readText(store, 'key')).toBe('2');
    });

    test('putIfMatch makes no key, and takes no etag of another key', async () => {
      const store = await open();
      const etag = await store.putIfAbsent('other', Buffer.from('1'));
      expect(await store.putIfMatch('key', Buffer.from('1'), etag ?? '')).toBeUndefined();
      expect(await store.putIfMatch('key', Buffer.from('1'), 'no etag')).toBeUndefined();
      expect(await store.get('key')).toBeUndefined();
    });

    test('the same bytes written again get another etag', async () => {
      const store = await open();
      const first = await store.putIfAbsent('key', Buffer.from('same'));
      expect(await store.putIfMatch('key', Buffer.from('same'), first ?? '')).not.toBe(first);
    });

    test('a deleted key is absent, and an etag from before never matches again', async () => {
      const store = await open();
      const first = await store.putIfAbsent('key', Buffer.from('1'));
      await store.delete('key');
      await store.delete('key');
      expect(await store.get('key')).toBeUndefined();
      expect(await store.putIfMatch('key', Buffer.from('2'), first ?? '')).toBeUndefined();
      const again = await store.putIfAbsent('key', Buffer.from('1'));
      expect(again).toBeDefined();
      expect(again).not.toBe(first);
      expect(await store.putIfMatch('key', Buffer.from('3'), first ?? '')).toBeUndefined();
      expect(await readText(store, 'key')).toBe('1');
    });

    test('list names the keys below a prefix, and only those', async () => {
      const store = await open();
      for (const key of ['a', 'a/b', 'a/b/c', 'ab', 'b/c']) await store.putIfAbsent(key, Buffer.from(key));
      await store.delete('a/b/c');
      expect(await listAll(store)).toEqual(['a', 'a/b', 'ab', 'b/c']);
      expect(await listAll(store, 'a/')).toEqual(['a/b']);
      expect(await listAll(store, 'c/')).toEqual([]);
    });

    test('keys that differ only in case, or that systems keep for devices, are different keys', async () => {
      const store = await open();
      const keys = ['v/1.0.0-RC.1', 'v/1.0.0-rc.1', 'con', 'nul.json', 'a:b', '@1', '+1-x', '%41', '...'];
      for (const key of keys) expect(await store.putIfAbsent(key, Buffer.from(key))).toBeDefined();
      for (const key of keys) expect(await readText(store, key)).toBe(key);
      expect(await listAll(store)).toEqual([...keys].sort());
    });

    test('a value survives many writes of the same key', async () => {
      const store = await open();
      let etag = await store.putIfAbsent('key', Buffer.from('0'));
      for (let count = 1; count <= 30; count++) {
        etag = await store.putIfMatch('key', Buffer.from(String(count)), etag ?? '');
        expect(await readText(store, 'key')).toBe(String(count));
      }
    });

    test('it proves its compare-and-swap, also to several at once', async () => {
      const location = await driver.makeLocation();
      await Promise.all(Array.from({ length: 4 }, () => proveStore(driver.create(location), location)));
    });

    test('of 8 processes that want the same key, exactly one gets it', async () => {
      const location = await driver.makeLocation();
      const won = (await race(location, 'claim', 8, 20)).flat();
      expect(won.length).toBe(20);
      expect(new Set(won).size).toBe(20);
    });

    test('of 6 processes that append to one value, none loses a line', async () => {
      const location = await driver.makeLocation();
      const told = (await race(location, 'append', 6, 12)).flat();
      const lines = (await readText(driver.create(location), 'lines')).trim().split('\n');
      expect(told.length).toBe(72);
      expect(lines.toSorted()).toEqual(told.toSorted());
    });

    test('of 4 processes that make and delete one key, no two are told of the same write', async () => {
      const location = await driver.makeLocation();
      const made = (await race(location, 'churn', 4, 15)).flat();
      expect(made.length).toBeGreaterThan(0);
      expect(new Set(made).size).toBe(made.length);
      expect(await driver.create(location).get('churn')).toBeUndefined();
    });

    test.skipIf(process.platform === 'win32')('processes that are stopped anywhere and go on later lose no line', async () => {
      const location = await driver.makeLocation();
      const children = [0, 1, 2].map((id) => startWorker(location, 'append', id, 60));
      const told = Promise.all(children.map(readLines));
      const ended = told.then(() => true);
      for (let round = 0; !(await Promise.race([ended, sleep(Math.random() * 8, false)])); round++) {
        const child = children[round % 3];
        child?.kill('SIGSTOP');
        await sleep(Math.random() * 25);
        child?.kill('SIGCONT');
      }
      const lines = (await readText(driver.create(location), 'lines')).trim().split('\n');
      expect(lines.toSorted()).toEqual((await told).flat().toSorted());
      expect(lines).toHaveLength(180);
    });

    test('what a killed process was told is there stays there, and the next one goes on', async () => {
      const location = await driver.makeLocation();
      const told: string[] = [];
      for (let round = 0; round < 10; round++) {
        const children = [0, 1, 2].map((id) => startWorker(location, 'append', round * 10 + id, 1_000));
        const killed = children.map(readLines);
        // However long a process takes to start on a busy machine, it is killed in the middle of its work.
        await Promise.all(children.map((child) => new Promise((resolve) => child.stdout?.once('data', resolve))));
        await sleep(Math.random() * 60);
        for (const child of children) child.kill('SIGKILL');
        told.push(...(await Promise.all(killed)).flat());
      }
      told.push(...(await race(location, 'append', 2, 3)).flat());
      const lines = new Set((await readText(driver.create(location), 'lines')).split('\n'));
      expect(told.length).toBeGreaterThan(6);
      expect(told.filter((line) => !lines.has(line))).toEqual([]);
    });
  });
}

async function readLines(child: ReturnType<typeof spawn>): Promise<string[]> {
  if (child.stdout === null) throw new Error('the worker has no output');
  const ended = new Promise<void>((resolve, reject) => {
    child.on('exit', (code) => {
      if (code === 0 || code === null) resolve();
      else reject(new Error(`the worker failed with ${code}`));
    });
  });
  const [output] = await Promise.all([text(child.stdout), ended]);
  // A line that was cut by a kill was not told.
  return output.split('\n').slice(0, -1);
}

async function listAll(store: Store, prefix = ''): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list(prefix)) keys.push(key);
  return keys.sort();
}

async function readText(store: Store, key: string): Promise<string> {
  const value = await store.get(key);
  return value === undefined ? '' : Buffer.from(value.body).toString();
}
