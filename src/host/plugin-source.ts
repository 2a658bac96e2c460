import type { KernelFiles } from '../core/kernels/kernel-files.ts';
import type { JsonObject, Manifest } from '../core/manifest/schema.ts';
import type { UiFiles } from '../core/ui/ui-files.ts';

/** A plugin, ready to be loaded. */
export interface PluginSource {
  readonly manifest: Manifest;
  /** The bundle: one script. */
  readonly code: string;
  /** The bundle's source map, as JSON text. */
  readonly sourceMap?: string;
  /** What it brings to browsers: texts by their paths below `dist/frames`. */
  readonly ui?: UiFiles;
  /** Its kernels: the bytes of the modules, by the names in the manifest. */
  readonly kernels?: KernelFiles;
  /** The JSON Schema of the settings, where the manifest does not hold it inline. */
  readonly settingsSchema?: JsonObject | undefined;
  /** The plugin's folder, put before the files that diagnostics name. */
  readonly folder?: string;
}
