import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { refuseEntryPath } from '../../core/archive/entry-path.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import type { PluginResult } from '../boundary.ts';
import type { Extensions } from '../extensions.ts';
import { defineContributionType, listContributed, type Contributed } from './contribution.ts';
import { findContributed } from './find-contributed.ts';
import { createParameterChecks } from './parameter-checks.ts';
import { readResult, type ResultSource } from './read-result.ts';
import { isRecord, isStream, jsonObject, object, optional, text, type Shape, type Shaped } from './shape.ts';

// RFC 6838 §4.2 for the names, RFC 9110 §8.3.1 for the parameters.
const MEDIA_TYPE = /^[A-Za-z0-9][\w!#$&^.+-]{0,126}\/[A-Za-z0-9][\w!#$&^.+-]{0,126}(?: *; *[\w!#$&^.+-]+=(?:[\w!#$&^.+-]+|"[^"\\\p{Cc}]*"))*$/u;
const mediaType = text({ max: 255, pattern: MEDIA_TYPE, called: 'a media type such as "text/csv"' });

const options = object({
  title: text({ min: 1, max: 100 }),
  mediaType,
  fileExtension: text({ max: 20, pattern: /^[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)?$/, called: 'a file extension without a dot before it, such as "csv"' }),
  settings: jsonObject,
});

/** A format of an exporter. */
export const formatType = defineContributionType({ type: 'format', options, schemas: ({ settings }) => [settings] });

/** A format that can be written. */
export interface OfferedFormat extends Shaped<typeof options> {
  readonly plugin: string;
  readonly name: string;
}

/** What to write, and how. */
export interface ExportRequest {
  /** The format's name, or with its plugin's before it: `tables/csv`. */
  readonly format: string;
  readonly data: JsonValue;
  readonly settings?: Readonly<Record<string, JsonValue>>;
  /** What the file is called, without its extension; default: `export`. */
  readonly name?: string;
  /** How large the file may become; default: 64 MiB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** A file that is ready to be written somewhere. Its content is the plugin's: nothing in it is sure. */
export interface ExportStream {
  readonly plugin: string;
  /** Without folders, and a file of the same name on every system. */
  readonly fileName: string;
  readonly mediaType: string;
  /** Can be read once. @throws {@link PlexiError} `PLX4301`, `PLX4305` or PLX40xx while it is read. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** A whole file. */
export interface ExportedFile extends Omit<ExportStream, 'content'> {
  readonly bytes: Uint8Array;
}

/** The exporters of a host. */
export interface Exporters {
  /** What can be written, by priority of the plugins. */
  list(): readonly OfferedFormat[];
  /**
   * Writes data in a format.
   *
   * @throws {@link PlexiError} `PLX4303` when nobody offers the format, `PLX4304` when the settings do not fit, `PLX4301` and
   *   `PLX4305` when the result is no file or too large, PLX40xx when the plugin failed.
   */
  export(request: ExportRequest): Promise<ExportedFile>;
  /** The same, piece by piece: whoever stops reading stops the plugin as well. */
  stream(request: ExportRequest): Promise<ExportStream>;
}

const TIMEOUT_MS = 60_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** Makes the exporters of a host. */
export function createExporters({ extensions }: { readonly extensions: Extensions }): Exporters {
  const checks = createParameterChecks();
  const listFormats = (): readonly Contributed<Shaped<typeof options>>[] => listContributed(extensions, formatType);

  async function stream({ format: wanted, data, settings = {}, name: title = 'export', maxBytes = MOST_BYTES, signal = new AbortController().signal }: ExportRequest): Promise<ExportStream> {
    const { extension, name, options } = findContributed(listFormats(), wanted, 'format');
    const { plugin, entry } = extension;
    const { value: chosen, problem } = await checks.complete(options.settings, settings);
    if (problem !== undefined) fail('PLX4304', { what: 'format', name, plugin, problem });
    const target = { plugin, entry, hook: 'export', timeoutMs: TIMEOUT_MS };
    const result = await extensions.invoke(target, [data, { format: name, settings: chosen, signal }]);
    const file = readResult(exportFile, isRecord(result) ? result : { content: result }, target);
    return {
      plugin,
      fileName: file.fileName ?? `${title}.${options.fileExtension}`,
      mediaType: file.mediaType ?? options.mediaType,
      content: limit(readContent(file.content, target), maxBytes, target),
    };
  }

  return {
    list: () => listFormats().map(({ extension, name, options }) => ({ plugin: extension.plugin, name, ...options })),
    stream,
    async export(request) {
      const { content, ...file } = await stream(request);
      const pieces: Uint8Array[] = [];
      for await (const piece of content) pieces.push(piece);
      return { ...file, bytes: Buffer.concat(pieces) };
    },
  };
}

const fileName: Shape<string> = (value, place) => {
  const name = text({ min: 1, max: 150 })(value, place);
  const reason = name.includes('/') ? 'has a folder' : name.startsWith('.') ? 'would be hidden' : refuseEntryPath(name);
  return reason === undefined ? name : place.refuse(`the file name ${reason}`);
};

const content: Shape<PluginResult> = (value, place) =>
  typeof value === 'string' || value instanceof Uint8Array || isStream(value) ? value : place.refuse('the content must be text, bytes or an async iterable of them');

const exportFile = object({ content, fileName: optional(fileName), mediaType: optional(mediaType) });

const piece: Shape<Uint8Array> = (value, place) =>
  typeof value === 'string' ? Buffer.from(value) : value instanceof Uint8Array ? value : place.refuse('a piece of the content must be text or bytes');

async function* readContent(content: PluginResult, source: ResultSource): AsyncGenerator<Uint8Array> {
  if (!isStream(content)) yield readResult(piece, content, source);
  else for await (const each of content) yield readResult(piece, each, source);
}

async function* limit(pieces: AsyncIterable<Uint8Array>, most: number, { plugin, hook }: ResultSource): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const each of pieces) {
    size += each.byteLength;
    if (size > most) fail('PLX4305', { plugin, hook, limit: most });
    yield each;
  }
}
