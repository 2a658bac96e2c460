import sqliteInit from '@sqlite.org/sqlite-wasm';

/** The parts of SQLite's WebAssembly interface that are used here. */
export interface Sqlite {
  readonly capi: {
    readonly sqlite3_vfs: new () => SqliteStruct;
    readonly sqlite3_io_methods: new () => SqliteStruct;
    readonly sqlite3_file: (new (pointer: number) => SqliteStruct) & { readonly structInfo: { readonly sizeof: number } };
    sqlite3_set_authorizer(db: SqliteDatabase, judge: Judge, context: number): number;
    sqlite3_limit(db: SqliteDatabase, id: number, value: number): number;
    sqlite3_db_config(db: SqliteDatabase, option: number, value: number, result: number): number;
    sqlite3_changes(db: SqliteDatabase): number;
    sqlite3_last_insert_rowid(db: SqliteDatabase): bigint;
    sqlite3_sql(statement: SqliteStatement): string;
  } & Readonly<Record<string, unknown>>;
  readonly wasm: {
    heap8u(): Uint8Array;
    poke(pointer: number, value: number | bigint, type: 'i32' | 'i64' | 'f64'): void;
    cstrToJs(pointer: number): string | null;
  };
  readonly vfs: { installVfs(options: { readonly io: VfsPart; readonly vfs: VfsPart & { readonly name: string } }): void };
  readonly oo1: { readonly DB: new (options: { readonly filename: string; readonly vfs: string; readonly flags: string }) => SqliteDatabase };
}

/** Says whether a statement may do something: 0 yes, 1 no. */
export type Judge = (context: number, action: number, first: string | null, second: string | null, database: string | null, trigger: string | null) => number;

export interface SqliteStruct {
  readonly pointer: number;
  dispose(): void;
  [field: `$${string}`]: number;
}

interface VfsPart {
  readonly struct: SqliteStruct;
  readonly methods: Readonly<Record<string, (...args: never[]) => number>>;
}

export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
}

export type SqlCell = null | number | bigint | string | Uint8Array;

export interface SqliteStatement {
  readonly columnCount: number;
  readonly parameterCount: number;
  bind(values: readonly SqlCell[]): unknown;
  step(): boolean;
  get(target: SqlCell[]): SqlCell[];
  getColumnNames(): string[];
  finalize(): unknown;
}

/** Starts SQLite from its binary: nothing is looked for anywhere. */
export async function startSqlite(wasmBinary: Uint8Array): Promise<Sqlite> {
  const init = sqliteInit as unknown as (options: { readonly wasmBinary: Uint8Array; readonly printErr: () => void }) => Promise<Sqlite>;
  return init({ wasmBinary, printErr: () => undefined });
}
