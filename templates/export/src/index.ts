import { Exporter, type ExportOptions, type JsonValue } from 'plexi-plugin/sdk';
import { listColumns, listRows, quoteCsv, quoteMarkdown, readCell, type Row } from './table.ts';

/** Writes tables line by line, so that long ones need little memory. */
export default class MyPlugin extends Exporter {
  override readonly formats = {
    csv: {
      title: 'Table (CSV)',
      mediaType: 'text/csv; charset=utf-8',
      fileExtension: 'csv',
      settings: { type: 'object', properties: { separator: { enum: [',', ';'], default: ',' } }, additionalProperties: false },
    },
    markdown: { title: 'Table (Markdown)', mediaType: 'text/markdown; charset=utf-8', fileExtension: 'md' },
  } as const;

  override export(data: JsonValue, { format, settings }: ExportOptions): AsyncIterable<string> {
    const rows = listRows(data);
    return format === 'csv' ? this.#writeCsv(rows, String(settings['separator'])) : this.#writeMarkdown(rows);
  }

  async *#writeCsv(rows: readonly Row[], separator: string): AsyncGenerator<string> {
    const columns = listColumns(rows);
    const line = (cells: readonly unknown[]): string => `${cells.map((cell) => quoteCsv(cell, separator)).join(separator)}\r\n`;
    yield line(columns);
    for (const row of rows) yield line(columns.map((column) => readCell(row, column)));
  }

  async *#writeMarkdown(rows: readonly Row[]): AsyncGenerator<string> {
    const columns = listColumns(rows);
    const line = (cells: readonly unknown[]): string => `| ${cells.map(quoteMarkdown).join(' | ')} |\n`;
    yield line(columns);
    yield line(columns.map(() => '---'));
    for (const row of rows) yield line(columns.map((column) => readCell(row, column)));
  }
}
