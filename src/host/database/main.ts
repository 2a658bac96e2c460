import { parentPort, workerData } from 'node:worker_threads';
import { DATABASE, installVfs, VFS } from './install-vfs.ts';
import { judgeAction } from './judge-action.ts';
import { useDiskFile, useSharedFile, type DatabasePlace } from './page-file.ts';
import { BatchError, runBatch, type SqlOutcome, type SqlStatement } from './run-batch.ts';
import { startSqlite, type Sqlite, type SqliteDatabase } from './sqlite.ts';

/** What the thread of a database begins with. */
export interface DatabaseSettings {
  readonly wasm: Uint8Array;
  readonly place: DatabasePlace;
  readonly quotaBytes: number;
}

/** What the thread is asked. */
export interface DatabaseQuestion {
  readonly number: number;
  readonly statements: readonly SqlStatement[];
}

/** What the thread answers. */
export type DatabaseAnswer =
  | { readonly number: number; readonly outcomes: readonly SqlOutcome[] }
  | { readonly number: number; readonly code: string; readonly message: string };

const PAGE_BYTES = 4096;
// The numbers of sqlite3.h: bytes of a value, bytes of a statement, columns, depth of an expression, parts of a compound
// select, arguments of a function, attached databases, bytes of a pattern, parameters, depth of triggers.
const LIMITS = [[0, 1_000_000], [1, 100_000], [2, 200], [3, 100], [4, 50], [6, 100], [7, 0], [8, 1_000], [9, 999], [10, 10]] as const;
// Writing to the schema by hand; SQL functions with side effects in a schema.
const CONFIGS = [[1010, 1], [1017, 0]] as const;

function openDatabase(sqlite: Sqlite, { place, quotaBytes }: DatabaseSettings): SqliteDatabase {
  const [database, journal] = 'path' in place
    ? [useDiskFile(place.path), useDiskFile(`${place.path}-journal`)]
    : [useSharedFile(place.memory[0]), useSharedFile(place.memory[1])];
  installVfs(sqlite, { database, journal }, 2 * quotaBytes);
  const db = new sqlite.oo1.DB({ filename: DATABASE, vfs: VFS, flags: 'c' });
  db.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;`);
  db.exec(`PRAGMA max_page_count = ${Math.floor(quotaBytes / PAGE_BYTES)}; PRAGMA cache_size = -4096; PRAGMA hard_heap_limit = 67108864; PRAGMA foreign_keys = ON;`);
  for (const [id, value] of LIMITS) sqlite.capi.sqlite3_limit(db, id, value);
  for (const [option, value] of CONFIGS) sqlite.capi.sqlite3_db_config(db, option, value, 0);
  return db;
}

function describe(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof BatchError) return { code: error.code, message: error.message };
  const { resultCode = 0, message = String(error) } = error as { readonly resultCode?: number; readonly message?: string };
  const kind = resultCode & 0xff;
  const code = kind === 23 || /not authorized|prohibited/.test(message) ? 'SQL_FORBIDDEN' : kind === 13 ? 'QUOTA_EXCEEDED' : 'SQL_ERROR';
  return { code, message: message.replace(/^[A-Z_]+: (?:sqlite3 result code \d+: )?/, '') };
}

async function serve(settings: DatabaseSettings): Promise<void> {
  const sqlite = await startSqlite(settings.wasm);
  const db = openDatabase(sqlite, settings);
  let isHost = false;
  sqlite.capi.sqlite3_set_authorizer(db, (...action) => (isHost ? 0 : judgeAction(...action)), 0);
  const asHost = (work: () => void): void => {
    isHost = true;
    try {
      work();
    } finally {
      isHost = false;
    }
  };
  parentPort?.on('message', ({ number, statements }: DatabaseQuestion) => {
    const answer = (): DatabaseAnswer => {
      try {
        return { number, outcomes: runBatch(sqlite, db, statements, asHost) };
      } catch (error) {
        return { number, ...describe(error) };
      }
    };
    parentPort?.postMessage(answer());
  });
  parentPort?.postMessage('ready');
}

void serve(workerData as DatabaseSettings);
