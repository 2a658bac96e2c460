import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DEFAULT_LIMITS } from '../../core/limits/plugin-limits.ts';
import { makeFolder } from '../../platform/durable-files.ts';
import { findToolRoot } from '../../platform/tool.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import { createLock, type Lock } from '../create-lock.ts';
import type { DatabaseAnswer, DatabaseSettings } from '../database/main.ts';
import { createSharedFile } from '../database/page-file.ts';
import type { SqlOutcome, SqlStatement } from '../database/run-batch.ts';
import type { DatabaseService, PluginDatabase } from './database.ts';
import { nameFile } from './name-file.ts';

/** Where databases are kept, and how much of the machine each may use. */
export interface SqliteDatabasesOptions {
  /** Where the files are, one per plugin; default: in memory, as long as the host lives. */
  readonly directory?: string;
  /** Bytes of one database; default: as the limits of its plugin say, 32 MiB where nobody asks for more. */
  readonly quotaBytes?: number;
  /** How long one transaction may take, in milliseconds; default: 2,000. */
  readonly timeoutMs?: number;
}

/**
 * Makes databases for plugins: SQLite in WebAssembly, a thread for each plugin that uses one, ended when a transaction takes
 * too long. What was not committed by then is rolled back when the next one begins.
 */
export function createSqliteDatabases({ directory, quotaBytes: fixed, timeoutMs = 2_000 }: SqliteDatabasesOptions = {}): DatabaseService {
  const memories = new Map<string, Place>();
  // Two versions of a plugin never work with its database at the same time: the files have no locks.
  const locks = new Map<string, Lock>();

  async function locate(plugin: string, quotaBytes: number): Promise<Place> {
    if (directory !== undefined) {
      await makeFolder(directory);
      return { place: { path: join(directory, nameFile('database', plugin, 'sqlite')) }, quotaBytes };
    }
    // Memory can never grow beyond what it was made for: such a database keeps its first quota.
    const memory = memories.get(plugin) ?? { place: { memory: [createSharedFile(2 * quotaBytes), createSharedFile(2 * quotaBytes)] }, quotaBytes };
    memories.set(plugin, memory);
    return memory;
  }

  return {
    open(plugin, asked = DEFAULT_LIMITS.databaseBytes) {
      const quotaBytes = fixed ?? asked;
      const lock = locks.get(plugin) ?? createLock();
      locks.set(plugin, lock);
      return createDatabase({ start: async () => startThread({ wasm: await readWasm(), ...(await locate(plugin, quotaBytes)) }), timeoutMs, lock });
    },
  };
}

type Place = Pick<DatabaseSettings, 'place' | 'quotaBytes'>;

interface ThreadOptions {
  readonly start: () => Promise<Worker>;
  readonly timeoutMs: number;
  readonly lock: Lock;
}

function createDatabase({ start, timeoutMs, lock }: ThreadOptions): PluginDatabase {
  let isClosed = false;
  let thread: Promise<Worker> | undefined;
  let count = 0;

  async function stop(): Promise<void> {
    const stopping = thread;
    thread = undefined;
    await (await stopping?.catch(() => undefined))?.terminate();
  }

  async function run(statements: readonly SqlStatement[]): Promise<readonly SqlOutcome[]> {
    if (isClosed) throw new HostCallError('CANCELLED', 'the plugin has ended');
    thread ??= start();
    count += 1;
    const answer = await ask(await thread, { number: count, statements }, timeoutMs);
    if (answer === undefined) {
      await stop();
      throw new HostCallError('TIMEOUT', `the transaction took longer than ${timeoutMs} ms and was ended`, { limit: timeoutMs });
    }
    if ('outcomes' in answer) return answer.outcomes;
    throw new HostCallError(answer.code, answer.message);
  }

  return {
    // One at a time, so that the time of one is not that of another.
    run: (statements) => lock(() => run(statements)),
    close: () => lock(() => {
      isClosed = true;
      return stop();
    }),
  };
}

async function ask(thread: Worker, question: { readonly number: number; readonly statements: readonly SqlStatement[] }, timeoutMs: number): Promise<DatabaseAnswer | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => { timer = setTimeout(() => { resolve(undefined); }, timeoutMs); });
  try {
    const answer = next(thread) as Promise<DatabaseAnswer | undefined>;
    thread.postMessage(question);
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

// A thread that dies, for want of memory for example, gives no answer: the same as one that takes too long.
function next(thread: Worker): Promise<unknown> {
  return new Promise((resolve) => {
    const settle = (value: unknown): void => {
      thread.off('message', settle);
      thread.off('exit', die);
      thread.off('error', die);
      resolve(value);
    };
    const die = (): void => { settle(undefined); };
    thread.once('message', settle);
    thread.once('exit', die);
    thread.once('error', die);
  });
}

async function startThread(settings: DatabaseSettings): Promise<Worker> {
  const thread = new Worker(join(findToolRoot(), 'dist', 'host', 'database.js'), {
    workerData: settings,
    resourceLimits: { maxOldGenerationSizeMb: 64 },
    // A thread must not keep a program alive that has ended.
    stdout: true,
    stderr: true,
    env: {},
  });
  thread.unref();
  if ((await next(thread)) !== 'ready') throw new Error('the database of the plugin does not start');
  return thread;
}

async function readWasm(): Promise<Uint8Array> {
  return readFile(join(findToolRoot(), 'dist', 'host', 'sqlite3.wasm'));
}
