import { callHost } from '../call-host.ts';

/** What a statement can be given, and a row can hold. */
export type SqlValue = null | number | string | Uint8Array;

/** What the parameters of a statement can be given: `true` and `false` become 1 and 0. */
export type SqlParameter = SqlValue | boolean;

/** A row of an answer: values by the names of the columns. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** One statement of a transaction: its text, or its text and the values of its parameters. */
export type SqlStatement = string | readonly [sql: string, ...params: readonly SqlParameter[]];

/** What became of one statement. */
export interface SqlResult<Row = SqlRow> {
  readonly rows: readonly Row[];
  /** How many rows it wrote. */
  readonly changes: number;
  /** The number of the row that was inserted last. */
  readonly lastInsertId: number;
}

/**
 * Keeps data in a database of the plugin's own: SQLite, without access to files, other databases or settings of the engine.
 * Needs the permission `database.access`.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Quotes extends MessageProcessor {
 *   override async onLoad(): Promise<void> {
 *     await this.database.migrate(['CREATE TABLE quotes (author TEXT, text TEXT)']);
 *   }
 *
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     await this.database.run('INSERT INTO quotes VALUES (?, ?)', message.authorId, message.content);
 *     const [row] = await this.database.query<{ count: number }>('SELECT count(*) AS count FROM quotes');
 *     this.logger.info('kept', { count: row?.count ?? 0 });
 *   }
 * }
 * ```
 */
export interface Database {
  /**
   * Runs one statement and gives its rows.
   *
   * @param sql - One statement, with `?` for each value.
   * @param params - The values, in order.
   * @returns The rows; their type is the author's word. Whole numbers beyond 2^53 come as text.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `database.access`.
   * @throws {@link HostError} `SQL_ERROR`; `SQL_FORBIDDEN`; `TIMEOUT`; `QUOTA_EXCEEDED`; `RESULT_TOO_LARGE`; `INVALID_ARGUMENT`.
   */
  query<Row = SqlRow>(sql: string, ...params: readonly SqlParameter[]): Promise<readonly Row[]>;
  /**
   * Runs one statement and says what it changed.
   *
   * @param sql - One statement, with `?` for each value.
   * @param params - The values, in order.
   * @returns How many rows it wrote, and the number of the last one inserted.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `database.access`.
   * @throws {@link HostError} as `query`.
   */
  run(sql: string, ...params: readonly SqlParameter[]): Promise<Omit<SqlResult, 'rows'>>;
  /**
   * Runs up to 100 statements as one transaction: all of them, or none.
   *
   * @param statements - The statements: `'DELETE FROM t'`, or `['INSERT INTO t VALUES (?)', 1]`.
   * @returns What became of each.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `database.access`.
   * @throws {@link HostError} as `query`; then nothing has changed.
   */
  transaction(statements: readonly SqlStatement[]): Promise<readonly SqlResult[]>;
  /**
   * Brings the tables up to date: runs those steps that this database has not seen yet, each once and for ever. Steps are
   * added at the end, and never changed.
   *
   * @param steps - For each step one statement, or several that belong together.
   * @returns How many steps were run.
   * @throws {@link PermissionError} `PERMISSION_DENIED` without `database.access`.
   * @throws {@link HostError} as `query`; the steps before the one that failed stay.
   */
  migrate(steps: readonly (string | readonly string[])[]): Promise<number>;
}

/** The database that the host keeps for this plugin. */
export const database: Database = {
  async query<Row>(sql: string, ...params: readonly SqlParameter[]) {
    const [result] = await runAll([[sql, ...params]]);
    return (result?.rows ?? []) as readonly Row[];
  },
  async run(sql, ...params) {
    const [result] = await runAll([[sql, ...params]]);
    return { changes: result?.changes ?? 0, lastInsertId: result?.lastInsertId ?? 0 };
  },
  transaction: runAll,
  async migrate(steps) {
    await runAll(['CREATE TABLE IF NOT EXISTS plexi_migrations (step INTEGER PRIMARY KEY)']);
    const [result] = await runAll(['SELECT count(*) AS count FROM plexi_migrations']);
    const done = Number(result?.rows[0]?.['count']);
    const missing = steps.slice(done);
    for (const [index, step] of missing.entries()) {
      await runAll([...(typeof step === 'string' ? [step] : step), ['INSERT INTO plexi_migrations VALUES (?)', done + index + 1]]);
    }
    return missing.length;
  },
};

interface Outcome {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
  readonly changes: number;
  readonly lastInsertId: number;
}

async function runAll(statements: readonly SqlStatement[]): Promise<readonly SqlResult[]> {
  const given = statements.map((statement) => {
    const [sql, ...params] = typeof statement === 'string' ? [statement] as const : statement;
    return { sql, params };
  });
  const outcomes = (await callHost('database.run', { statements: given })) as unknown as readonly Outcome[];
  return outcomes.map(({ columns, rows, changes, lastInsertId }) => ({
    rows: rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] as SqlValue]))),
    changes,
    lastInsertId,
  }));
}
