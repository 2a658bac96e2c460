import { describe, expect, test } from 'vitest';
import { createExporters } from '../../../../src/host/extension-points/exporters.ts';
import { parseContribution } from '../../../../src/host/extension-points/contribution.ts';
import { formatType } from '../../../../src/host/extension-points/exporters.ts';
import { fakeExtensions } from './fake-extensions.ts';

const settings = { type: 'object', properties: { header: { type: 'boolean', default: true } }, additionalProperties: false };
const csv = { title: 'Table', mediaType: 'text/csv', fileExtension: 'csv', settings };

function open(write: (...args: readonly never[]) => unknown) {
  const extensions = fakeExtensions({ tables: { contributions: { format: { csv } }, hooks: { export: write } } });
  return { extensions, exporters: createExporters({ extensions }) };
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('an exporter', () => {
  const CONTENTS = [
    ['text', () => 'a,ö'],
    ['bytes', () => new TextEncoder().encode('a,ö')],
    ['pieces of both', async function* () { yield 'a,'; yield new TextEncoder().encode('ö'); }],
    ['a file', () => ({ content: 'a,ö' })],
  ] as const;
  for (const [what, write] of CONTENTS) {
    test(`may return ${what}`, async () => {
      const file = await open(write).exporters.export({ format: 'csv', data: [], name: 'people' });
      expect({ ...file, bytes: text(file.bytes) }).toEqual({ plugin: 'tables', fileName: 'people.csv', mediaType: 'text/csv', bytes: 'a,ö' });
    });
  }

  test('may name its file, and its media type', async () => {
    const { exporters } = open(() => ({ content: '', fileName: 'März 2026.csv', mediaType: 'text/csv; charset="utf-8"' }));
    expect(await exporters.export({ format: 'tables/csv', data: [] })).toMatchObject({ fileName: 'März 2026.csv', mediaType: 'text/csv; charset="utf-8"' });
  });

  test('gets data, and settings that were checked and completed', async () => {
    const { extensions, exporters } = open(() => '');
    const { signal } = new AbortController();
    await exporters.export({ format: 'csv', data: [1], signal });
    expect(extensions.calls[0]?.args).toEqual([[1], { format: 'csv', settings: { header: true }, signal }]);
    await expect(exporters.export({ format: 'csv', data: [1], settings: { header: 1 } })).rejects.toThrowCode('PLX4304');
    await expect(exporters.export({ format: 'cvs', data: [1] })).rejects.toThrowCode('PLX4303');
    expect(extensions.calls.length).toBe(1);
  });

  const REFUSED = [
    ['nothing', () => null],
    ['a number', () => 1],
    ['a list', () => ['a']],
    ['a piece that is a number', async function* () { yield 1; }],
    ...['../a.csv', 'a/b.csv', 'a\\b.csv', '/etc/passwd', 'con.csv', '.bashrc', 'a.csv.', 'a\u0000.csv', 'a\u202Evsc.exe', '', 'x'.repeat(151)].map((fileName) =>
      [`the file name ${JSON.stringify(fileName.slice(0, 20))}`, () => ({ content: '', fileName })] as const),
    ...['csv', 'text/', 'text/csv\r\nSet-Cookie: a=b', 'text/csv; charset', 'text /csv'].map((mediaType) => [`the media type ${JSON.stringify(mediaType)}`, () => ({ content: '', mediaType })] as const),
  ] as const;
  for (const [what, write] of REFUSED) {
    test(`may not return ${what}`, async () => {
      await expect(open(write).exporters.export({ format: 'csv', data: [] })).rejects.toThrowCode('PLX4301');
    });
  }

  test('may not write without an end, and is stopped', async () => {
    let ended = false;
    const flood = async function* () { try { for (;;) yield 'x'.repeat(1_000); } finally { ended = true; } };
    await expect(open(flood).exporters.export({ format: 'csv', data: [], maxBytes: 10_000 })).rejects.toThrowCode('PLX4305');
    expect(ended).toBe(true);
  });
});

test('a format needs a media type and an extension that are some', () => {
  expect(parseContribution('tables', { type: 'format', name: 'csv', options: csv }, formatType)).toEqual(csv);
  for (const wrong of [{ mediaType: 'csv' }, { fileExtension: '.csv' }, { fileExtension: '../x' }, { title: '' }]) {
    expect(() => parseContribution('tables', { type: 'format', name: 'csv', options: { ...csv, ...wrong } }, formatType)).toThrowCode('PLX4302');
  }
});
