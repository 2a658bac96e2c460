import type { JsonValue } from '../../../../sdk/runtime-interface.ts';
import type { ExportedFile, OfferedFormat } from '../../../host/extension-points/exporters.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { attempt, quote } from '../attempt.ts';
import { checkContent, listFileExtensions } from '../check-content.ts';
import type { ContractContext, Finding } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';
import { sampleParameters, type Parameters } from '../sample-values.ts';

const MESSAGES = [
  { id: 'm-1', authorId: 'alice', content: 'Good morning, "everybody"; how, are you?', createdAt: '2026-01-01T12:00:00.000Z' },
  { id: 'm-2', authorId: 'bob', content: 'Fine\nand <b>you</b> & yours?\t\\', createdAt: '2026-01-01T12:01:00.000Z' },
];

/** What people export on an ordinary day. */
const ORDINARY: readonly JsonValue[] = [
  MESSAGES,
  [{ city: 'Oslo', degrees: 4 }, { city: 'Bergen', degrees: -1.5, isRaining: true }],
  { title: 'Chat', messages: MESSAGES },
];

/** Whatever JSON may be: nothing at all, other writings, markup, names that every object has. */
const ODD: readonly JsonValue[] = [
  [], {}, null, '', 'text', 0, true, [null], [[]], [{}],
  [{ 'a "b"': 'שלום 👩‍👩‍👧 \u0000 ]]> </script>', b: '=1+1', nested: { list: [1, [2]], none: null } }],
  [{ constructor: 'x', toString: 'y' }, 'a word', 3],
  { messages: [] }, { title: '𝒳', messages: [{ content: '', authorId: '' }] },
];

/** What an exporter must do with data. */
export const exportChecks = defineChecks('PLX4317', [
  {
    name: 'offers formats that fit together',
    proves: 'It has formats, no two of one name, and the file extension of each goes with its media type.',
    async run({ start }) {
      const formats = (await start()).exporters.list();
      if (formats.length === 0) return { reason: 'it has no format' };
      const twice = formats.find(({ name }, at) => formats.some((other, before) => before < at && other.name === name));
      if (twice !== undefined) return { reason: `two entry points have a format "${twice.name}"` };
      const wrong = formats.find(({ mediaType, fileExtension }) => listFileExtensions(mediaType)?.includes(fileExtension.toLowerCase()) === false);
      return wrong && { reason: `the format "${wrong.name}" gives files of the type ${wrong.mediaType} the extension "${wrong.fileExtension}"` };
    },
  },
  {
    name: 'writes what its media type promises',
    proves: 'Ordinary data comes out as a file of its type, in every format: JSON and XML can be read, tables have as many cells in every line, pictures and archives begin as such files do. The name of the file has the extension of the format.',
    needs: 'offers formats that fit together',
    run: (context) => exportEach(context, ORDINARY, (_host, file, format) => Promise.resolve(judgeFile(file, format))),
  },
  {
    name: 'writes the same data as the same bytes',
    proves: 'The same data, exported twice at the same moment, is the same file to the last byte: nothing random is in it.',
    needs: 'offers formats that fit together',
    run: (context) => exportEach(context, ORDINARY, async (host, file, format, data) => {
      const again = await write(host, format, data);
      return again !== undefined && Buffer.from(again.bytes).equals(file.bytes) ? undefined : 'the same data makes another file the second time';
    }),
  },
  {
    name: 'copes with whatever data there is',
    proves: 'No data, data of another shape, other writings, markup, and names such as "constructor" come out as a file of its type, or are refused with an error that says why.',
    needs: 'writes what its media type promises',
    run: (context) => exportEach(context, ODD, (_host, file, format) => Promise.resolve(judgeFile(file, format))),
  },
  {
    name: 'writes with every setting of a format',
    proves: 'Each format takes its settings at the edges of their schema, and still writes a file of its type.',
    needs: 'writes what its media type promises',
    async run({ start }) {
      const host = await start();
      for (const format of host.exporters.list()) {
        for (const settings of sampleParameters(format.settings)) {
          const file = await write(host, format, MESSAGES, settings);
          const reason = file && judgeFile(file, format);
          if (reason !== undefined) return { reason: `the format "${format.name}" with the settings ${quote(settings)}: ${reason}` };
        }
      }
      return undefined;
    },
  },
]);

function judgeFile({ mediaType, fileName, bytes }: ExportedFile, { fileExtension }: OfferedFormat): string | undefined {
  if (!fileName.toLowerCase().endsWith(`.${fileExtension.toLowerCase()}`)) return `it calls its file "${fileName}", without the extension "${fileExtension}"`;
  return checkContent(mediaType, bytes);
}

type Judge = (host: LiveTestHost, file: ExportedFile, format: OfferedFormat, data: JsonValue) => Promise<string | undefined>;

async function exportEach({ start }: ContractContext, samples: readonly JsonValue[], judge: Judge): Promise<Finding | undefined> {
  const host = await start();
  for (const format of host.exporters.list()) {
    for (const data of samples) {
      const file = await write(host, format, data);
      const reason = file && (await judge(host, file, format, data));
      if (reason !== undefined) return { reason: `the format "${format.name}" with the data ${quote(data)}: ${reason}` };
    }
  }
  return undefined;
}

async function write(host: LiveTestHost, { plugin, name }: OfferedFormat, data: JsonValue, settings: Parameters = {}): Promise<ExportedFile | undefined> {
  const { result } = await attempt(host, `with the data ${quote(data)}`, () => host.exporters.export({ format: `${plugin}/${name}`, data, settings }));
  return result;
}
