import { expect, test } from 'vitest';
import { createExporters } from '../../../src/host/extension-points/exporters.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const CODE = `
import { Exporter, type ExportOptions, type JsonValue } from 'plexi-plugin/sdk';

const BYTES = { title: 'Bytes', mediaType: 'application/octet-stream', fileExtension: 'bin' };

export default class Tables extends Exporter {
  override readonly formats = {
    csv: { title: 'Table', mediaType: 'text/csv', fileExtension: 'csv', settings: { type: 'object', properties: { separator: { type: 'string', default: ',' } } } },
    bytes: BYTES,
    ever: BYTES,
  } as const;

  override export(data: JsonValue, { format, settings }: ExportOptions) {
    if (format === 'bytes') return { content: Uint8Array.of(0, 128, 255), fileName: 'three.bin' };
    return format === 'ever' ? this.ever() : (data as string[][]).map((row) => row.join(String(settings['separator'])) + '\\n').join('');
  }

  async *ever() {
    try {
      for (;;) yield Uint8Array.of(1);
    } finally {
      await this.storage.set('ended', true);
    }
  }
}`;

test('an exporter in the sandbox writes text and bytes, and ends when its file is long enough', async () => {
  const { start, manager } = openHost();
  await start(await buildPlugin(CODE, { name: 'tables', type: 'export', permissions: [] }));
  const exporters = createExporters(manager);
  const table = await exporters.export({ format: 'csv', data: [['a', 'ö'], ['c', 'd']], settings: { separator: ';' } });
  expect({ ...table, bytes: new TextDecoder().decode(table.bytes) }).toEqual({ plugin: 'tables', fileName: 'export.csv', mediaType: 'text/csv', bytes: 'a;ö\nc;d\n' });
  const three = await exporters.export({ format: 'bytes', data: null });
  expect([three.fileName, ...three.bytes]).toEqual(['three.bin', 0, 128, 255]);
  await expect(exporters.export({ format: 'ever', data: null, maxBytes: 100 })).rejects.toThrowCode('PLX4305');
  await expect.poll(() => manager.services.storage.open('tables').get('ended')).toBe(true);
});
