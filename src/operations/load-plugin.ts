import { sortDiagnostics, type Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, failOnErrors, PlexiError } from '../core/diagnostics/plexi-error.ts';
import { checkManifest } from '../core/manifest/check-manifest.ts';
import type { JsonObject, Manifest } from '../core/manifest/schema.ts';
import { isObject } from '../core/manifest/json-object.ts';
import type { SettingsSource } from '../core/manifest/settings.ts';
import type { SourceDocument } from '../core/manifest/source-document.ts';
import type { Platform } from '../platform/platform.ts';
import { runBounded } from '../platform/run-bounded.ts';
import { findPath } from '../project/find-path.ts';
import { readDocument, readManifest } from '../project/read-manifest.ts';

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

/** What is known of a plugin's folder when its manifest was looked at. */
export interface OpenedPlugin {
  readonly directory: string;
  readonly document: SourceDocument;
  /** Absent when the manifest has the wrong shape. */
  readonly manifest?: Manifest;
  /** The fields of the manifest that have the right shape; absent when it is no object. */
  readonly sound?: Manifest;
  readonly diagnostics: readonly Diagnostic[];
}

/** The same with its settings. */
export interface InspectedPlugin extends OpenedPlugin {
  readonly settingsSchema?: JsonObject;
}

/**
 * Reads a plugin's folder: its manifest and its settings schema.
 *
 * @throws {@link PlexiError} with every error at once: `PLX10xx`, `PLX11xx`, `PLX12xx`.
 */
export async function loadPlugin(directory: string, platform: Platform): Promise<LoadedPlugin> {
  platform.signal.throwIfAborted();
  return finishLoading(await openPlugin(directory));
}

/** The second half of {@link loadPlugin}: judges the settings of a plugin whose manifest was read. */
export async function finishLoading(opened: OpenedPlugin): Promise<LoadedPlugin> {
  const { directory, document, manifest, settingsSchema, diagnostics } = await inspectSettings(opened);
  failOnErrors(diagnostics);
  if (manifest === undefined) throw new Error('a manifest without a problem has the right shape');
  return { directory, manifestFile: document.file, manifest, document, settingsSchema, diagnostics };
}

/**
 * Looks at the manifest and the settings schema of a folder, and reports every problem.
 *
 * @throws {@link PlexiError} when there is no manifest, or it cannot be parsed.
 */
export async function inspectPlugin(directory: string): Promise<InspectedPlugin> {
  return inspectSettings(await openPlugin(directory));
}

/**
 * Looks at the manifest of a folder, and reports every problem that can be known without the settings schema.
 *
 * @throws {@link PlexiError} when there is no manifest, or it cannot be parsed.
 */
export async function openPlugin(directory: string): Promise<OpenedPlugin> {
  const document = await readManifest(directory);
  return { directory, document, ...checkManifest(document) };
}

async function inspectSettings(opened: OpenedPlugin): Promise<InspectedPlugin> {
  const settings = await readSettings(opened.directory, opened.document);
  // The settings are judged with ajv, which is loaded for plugins that have some.
  const judged = settings.source === undefined ? [] : (await import('../core/manifest/settings.ts')).checkSettings(settings.source, runBounded);
  return {
    ...opened,
    ...(settings.source && { settingsSchema: settings.source.schema }),
    diagnostics: sortDiagnostics([...opened.diagnostics, ...settings.diagnostics, ...judged]),
  };
}

interface ReadSettings {
  readonly source?: SettingsSource;
  readonly diagnostics: readonly Diagnostic[];
}

async function readSettings(directory: string, manifest: SourceDocument): Promise<ReadSettings> {
  const fields = isObject(manifest.value) ? manifest.value : {};
  const field = ['settings_schema', 'config_schema'].find((name) => Object.hasOwn(fields, name));
  const value = field === undefined ? undefined : fields[field];
  const pointer = `/${field ?? ''}`;
  if (isObject(value)) return { source: { schema: value, document: manifest, pointer }, diagnostics: [] };
  if (typeof value !== 'string' || !/\.(?:json|ya?ml)$/.test(value)) return { diagnostics: [] };
  const missing = findPath(directory, { path: value, location: manifest.locate(pointer), expected: 'file' });
  return missing.length > 0 ? { diagnostics: missing } : readSettingsFile(directory, value);
}

async function readSettingsFile(directory: string, name: string): Promise<ReadSettings> {
  try {
    const document = await readDocument(directory, name);
    if (isObject(document.value)) return { source: { schema: document.value, document, pointer: '' }, diagnostics: document.diagnostics };
    return { diagnostics: [...document.diagnostics, createDiagnostic('PLX1116', { problem: 'it is not an object' }, document.locate(''))] };
  } catch (error) {
    if (error instanceof PlexiError) return { diagnostics: error.diagnostics };
    throw error;
  }
}
