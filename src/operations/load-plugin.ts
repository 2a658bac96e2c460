import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { JsonObject, Manifest } from '../core/manifest/schema.ts';
import type { SourceDocument } from '../core/manifest/source-document.ts';
import type { Platform } from '../platform/platform.ts';

/** A plugin's folder whose manifest is valid. */
export interface LoadedPlugin {
  /** The plugin's folder, absolute. */
  readonly directory: string;
  /** The manifest's file, absolute. */
  readonly manifestFile: string;
  readonly manifest: Manifest;
  /** The manifest with the places of its values. */
  readonly document: SourceDocument;
  /** The JSON Schema of the settings, read from its file where it is in one. */
  readonly settingsSchema: JsonObject | undefined;
  /** Warnings: the errors are thrown. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a plugin's folder; see {@link LoadedPlugin}. */
export type LoadPlugin = (directory: string, platform: Platform) => Promise<LoadedPlugin>;
