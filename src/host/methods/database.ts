import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import type { SqlOutcome, SqlStatement } from '../database/run-batch.ts';
import type { SqlCell } from '../database/sqlite.ts';
import { defineMethod } from './method.ts';
import { list, parseParams, text, type ParamParser } from './parse-params.ts';

const statement: ParamParser<SqlStatement> = (value) => parseParams({ sql: text({ max: 100_000 }), params: list(cell, { max: 999 }) }, value ?? null);

/** A plugin's own database. */
export const databaseMethods = {
  'database.run': defineMethod({ statements: list(statement, { max: 100 }) }, async ({ statements }, { database }) => (await database.run(statements)).map(toJson)),
};

function cell(value: BoundaryValue | undefined, name: string): SqlCell {
  if (value === null || typeof value === 'number' || typeof value === 'string' || value instanceof Uint8Array) return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw new HostCallError('INVALID_ARGUMENT', `${name} must be null, a number, a text, true or false, or bytes`);
}

function toJson({ columns, rows, changes, lastInsertId }: SqlOutcome): BoundaryValue {
  return { columns, rows: rows.map((row) => row.map(toCell)), changes, lastInsertId };
}

// JSON has no numbers as large as that: as text, none of their digits is lost.
function toCell(value: SqlCell): BoundaryValue {
  return typeof value === 'bigint' ? String(value) : value;
}
