import type { Sqlite, SqlCell, SqliteDatabase } from './sqlite.ts';

/** One statement with the values of its parameters. */
export interface SqlStatement {
  readonly sql: string;
  readonly params: readonly SqlCell[];
}

/** What became of one statement. */
export interface SqlOutcome {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlCell[])[];
  /** How many rows it wrote. */
  readonly changes: number;
  readonly lastInsertId: number;
}

/** A batch that cannot be run. */
export class BatchError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const MOST_ROWS = 10_000;
const MOST_CHARACTERS = 512 * 1024;

/** Runs statements as one transaction: all of them, or none. */
export function runBatch(sqlite: Sqlite, db: SqliteDatabase, statements: readonly SqlStatement[], asHost: (work: () => void) => void): readonly SqlOutcome[] {
  asHost(() => { db.exec('BEGIN IMMEDIATE'); });
  try {
    const outcomes = runAll(sqlite, db, statements);
    asHost(() => { db.exec('COMMIT'); });
    return outcomes;
  } catch (error) {
    asHost(() => {
      // Some errors have rolled back already.
      try {
        db.exec('ROLLBACK');
      } catch {
        return;
      }
    });
    throw error;
  }
}

function runAll({ capi }: Sqlite, db: SqliteDatabase, statements: readonly SqlStatement[]): readonly SqlOutcome[] {
  let characters = 0;
  return statements.map(({ sql, params }) => {
    const statement = db.prepare(sql);
    try {
      checkRest(sql, capi.sqlite3_sql(statement));
      if (statement.parameterCount !== params.length) {
        throw new BatchError('INVALID_ARGUMENT', `the statement has ${statement.parameterCount} parameters, and ${params.length} values were given`);
      }
      if (params.length > 0) statement.bind(params);
      const rows: SqlCell[][] = [];
      while (statement.step()) {
        const row = statement.get([]);
        characters += row.reduce<number>((sum, cell) => sum + sizeOf(cell), 0);
        if (rows.push(row) > MOST_ROWS || characters > MOST_CHARACTERS) {
          throw new BatchError('RESULT_TOO_LARGE', `the answer has more than ${MOST_ROWS} rows or ${MOST_CHARACTERS} characters: use LIMIT`);
        }
      }
      const columns = statement.columnCount === 0 ? [] : statement.getColumnNames();
      return { columns, rows, changes: capi.sqlite3_changes(db), lastInsertId: Number(capi.sqlite3_last_insert_rowid(db)) };
    } finally {
      statement.finalize();
    }
  });
}

// SQLite prepares the first statement and would leave the others out without a word.
function checkRest(sql: string, used: string): void {
  const rest = sql.slice(used.length).replace(/--[^\n]*|\/\*[\s\S]*?\*\/|[\s;]/g, '');
  if (rest !== '') throw new BatchError('INVALID_ARGUMENT', 'there is more than one statement: give them as a list');
}

function sizeOf(cell: SqlCell): number {
  return typeof cell === 'string' || cell instanceof Uint8Array ? cell.length + 8 : 8;
}
