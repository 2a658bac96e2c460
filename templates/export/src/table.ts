import type { JsonValue } from 'plexi-plugin/sdk';

/** One row of a table: its cells by column. */
export interface Row {
  readonly [column: string]: JsonValue;
}

/** Takes data as rows; what is no object becomes a row with one cell. */
export function listRows(data: JsonValue): readonly Row[] {
  const items = Array.isArray(data) ? (data as readonly JsonValue[]) : [data];
  return items.map((item) => (isRow(item) ? item : { value: item }));
}

/** The columns of a table, in the order in which they first come up. */
export function listColumns(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** What a row has in a column; nothing where only every object has something of that name, such as `constructor`. */
export function readCell(row: Row, column: string): JsonValue | undefined {
  return Object.hasOwn(row, column) ? row[column] : undefined;
}

/** A cell of a CSV file: RFC 4180. */
export function quoteCsv(cell: unknown, separator: string): string {
  const text = toText(cell);
  // A spreadsheet would run a cell that begins like this as a formula.
  const safe = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A cell of a Markdown table. */
export function quoteMarkdown(cell: unknown): string {
  return toText(cell).replaceAll('|', '\\|').replace(/\r?\n/g, ' ');
}

function toText(cell: unknown): string {
  if (cell === undefined || cell === null) return '';
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

function isRow(item: JsonValue): item is Row {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}
