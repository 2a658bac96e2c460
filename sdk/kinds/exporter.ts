import { defineEntry, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { ObjectSchema } from '../json-schema.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable, type PluginContext } from '../plugin.ts';
import type { JsonValue } from '../runtime-interface.ts';
import type { AbortSignalLike } from '../web/abort-controller.ts';

/** A format that an exporter writes. */
export interface ExportFormat {
  /** What people see, for example `Comma-separated values`. */
  readonly title: string;
  /** For example `text/csv`. */
  readonly mediaType: string;
  /** Without a dot, for example `csv`. */
  readonly fileExtension: string;
  /** What can be chosen; nothing when absent. The host checks it and fills in defaults. */
  readonly settings?: ObjectSchema;
}

/** The formats of an exporter, by name: letters, digits, `_` and `-`. */
export interface ExportFormats {
  readonly [name: string]: ExportFormat;
}

/** How an export is wanted. */
export interface ExportOptions {
  /** The name of one of the plugin's formats. */
  readonly format: string;
  /** What was chosen, as the format's schema describes it. */
  readonly settings: { readonly [name: string]: JsonValue };
  /** Is aborted when nobody waits for the file any more. */
  readonly signal: AbortSignalLike;
}

/** What is in a file: bytes, or text that is written in UTF-8, whole or in pieces as they are made. */
export type ExportContent = string | Uint8Array | AsyncIterable<string | Uint8Array>;

/** A file whose name or media type the format does not tell. */
export interface ExportFile {
  readonly content: ExportContent;
  /** Without folders. Default: the name that the host was given, with the format's extension. */
  readonly fileName?: string;
  /** Default: the format's. */
  readonly mediaType?: string;
}

const KIND: Kind = {
  name: 'export',
  hooks: ['export'],
  contributions: (plugin) =>
    Object.entries((plugin as Plugin & Pick<Exporter, 'formats'>).formats).map(([name, { settings = NO_SETTINGS, ...format }]) => ({
      type: 'format',
      name,
      options: { ...format, settings: settings as object as JsonValue },
    })),
};

const NO_SETTINGS: ObjectSchema = { type: 'object', properties: {}, additionalProperties: false };

/**
 * A plugin that turns data of the host into files.
 *
 * @example
 * ```ts
 * import { Exporter, type ExportOptions, type JsonValue } from 'plexi-plugin/sdk';
 *
 * export default class Lines extends Exporter {
 *   override readonly formats = {
 *     lines: {
 *       title: 'JSON lines',
 *       mediaType: 'application/x-ndjson',
 *       fileExtension: 'jsonl',
 *       settings: { type: 'object', properties: { limit: { type: 'integer', minimum: 1, default: 1000 } } },
 *     },
 *   } as const;
 *
 *   override async *export(data: JsonValue, { settings }: ExportOptions): AsyncGenerator<string> {
 *     const items = Array.isArray(data) ? data.slice(0, Number(settings['limit'])) : [data];
 *     for (const item of items) yield `${JSON.stringify(item)}\n`;
 *   }
 * }
 * ```
 */
export abstract class Exporter extends Plugin {
  static readonly kind: Kind = KIND;

  /** What the plugin can write: read once, when the plugin is made. */
  abstract readonly formats: ExportFormats;

  /**
   * Writes data in a format.
   *
   * @param data - What to write.
   * @param options - The format, and what was chosen for it.
   * @returns What is in the file, or a file with a name of its own. Write an `async *` function for one that is long.
   */
  abstract export(data: JsonValue, options: ExportOptions): Awaitable<ExportContent | ExportFile>;
}

/** An exporter as an object: its formats, the function that writes them, and hooks of the lifecycle. */
export interface ExporterDefinition extends LifecycleFunctions {
  readonly formats: ExportFormats;
  /** As {@link Exporter.export}, with the capabilities as the last argument. */
  export(data: JsonValue, options: ExportOptions, context: PluginContext): Awaitable<ExportContent | ExportFile>;
}

/**
 * Makes an exporter from functions: the same as a class that extends {@link Exporter}.
 *
 * @param definition - The formats, and the hooks to implement.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of exporters, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineExporter } from 'plexi-plugin/sdk';
 *
 * export const Pretty = defineExporter({
 *   formats: { json: { title: 'JSON', mediaType: 'application/json', fileExtension: 'json' } },
 *   export: (data) => JSON.stringify(data, null, 2),
 * });
 * ```
 */
export function defineExporter({ formats, ...hooks }: ExporterDefinition): PluginClass {
  return defineEntry(Exporter, hooks, { formats });
}
