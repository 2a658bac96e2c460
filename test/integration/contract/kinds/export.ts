import { inClass, type BrokenKind } from './broken-plugin.ts';

const exporter = (mediaType: string, extension: string, write: string): string =>
  inClass('Exporter', `formats = { file: { title: 'File', mediaType: '${mediaType}', fileExtension: '${extension}' } };\nexport(data: any): any {\n${write}\n}`);

export const brokenExporters: BrokenKind = {
  kind: 'export',
  code: 'PLX4317',
  plugins: [
    { what: 'has no format', code: inClass('Exporter', 'formats = {};\nexport() { return ""; }'), check: 'offers formats that fit together', reason: 'it has no format' },
    { what: 'gives CSV the extension of JSON', code: exporter('text/csv', 'json', `return '';`), check: 'offers formats that fit together', reason: 'the extension "json"' },
    { what: 'puts JSON together by hand', code: exporter('application/json', 'json', `return '[' + [data].flat().map((row) => '{"text":"' + (row?.content ?? '') + '"}').join() + ']';`), check: 'writes what its media type promises', reason: 'it is no JSON' },
    { what: 'does not quote the cells of a table', code: exporter('text/csv', 'csv', `return 'id,text\\n' + [data].flat().map((row) => (row?.id ?? '') + ',' + (row?.content ?? '') + '\\n').join('');`), check: 'writes what its media type promises', reason: 'cells where the first one has 2' },
    { what: 'does not escape XML', code: exporter('application/xml', 'xml', `return '<all>' + [data].flat().map((row) => '<text>' + (row?.content ?? '') + '</text>').join('') + '</all>';`), check: 'writes what its media type promises', reason: 'application/xml' },
    { what: 'calls a text a PDF', code: exporter('application/pdf', 'pdf', `return JSON.stringify(data);`), check: 'writes what its media type promises', reason: 'does not begin as application/pdf does' },
    { what: 'writes text in Latin-1', code: exporter('text/plain', 'txt', `return Uint8Array.of(0xe9, 0x20, 0xe8);`), check: 'writes what its media type promises', reason: 'is not UTF-8' },
    { what: 'calls its file something else', code: exporter('application/json', 'json', `return { content: JSON.stringify(data), fileName: 'export.txt' };`), check: 'writes what its media type promises', reason: 'without the extension "json"' },
    { what: 'puts something random into the file', code: exporter('application/json', 'json', `return JSON.stringify({ id: Math.random(), data });`), check: 'writes the same data as the same bytes', reason: 'another file the second time' },
    { what: 'takes a first row for granted', code: exporter('application/json', 'json', `const rows = [data].flat();\nreturn JSON.stringify(Object.keys(rows[0]));`), check: 'copes with whatever data there is', reason: 'Cannot convert undefined' },
    { what: 'fails with a setting that it allows', code: inClass('Exporter', `formats = { file: { title: 'File', mediaType: 'text/plain', fileExtension: 'txt', settings: { type: 'object', properties: { columns: { type: 'integer', minimum: 0, default: 2 } } } } };\nexport(_data: any, { settings }: any): any { return 'ab'.repeat(settings.columns - 1); }`), check: 'writes with every setting of a format', reason: 'invalid repeat count' },
  ],
};
