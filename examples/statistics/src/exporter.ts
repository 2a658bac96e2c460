import { Exporter, type ExportOptions, type JsonValue } from 'plexi-plugin/sdk';
import { Counts, dayBefore } from './counts.ts';

/** Writes the counts as CSV, line by line. What the host hands over as data does not matter: the plugin writes its own. */
export default class StatisticsExporter extends Exporter {
  override readonly formats = {
    'statistics-csv': {
      title: 'Messages by person and day (CSV)',
      mediaType: 'text/csv; charset=utf-8',
      fileExtension: 'csv',
      settings: {
        type: 'object',
        properties: { days: { type: 'integer', title: 'Days', minimum: 1, maximum: 3660, default: 366 } },
        additionalProperties: false,
      },
    },
  } as const;

  override async *export(_data: JsonValue, { settings, signal }: ExportOptions): AsyncGenerator<string> {
    yield 'day,person,messages\r\n';
    for await (const { day, person, messages } of new Counts(this.database).since(dayBefore(Date.now(), Number(settings['days']) - 1))) {
      if (signal.aborted) return;
      yield `${day},${quoteCell(person)},${messages}\r\n`;
    }
  }
}

// RFC 4180; and a spreadsheet would run what begins like a formula.
function quoteCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
