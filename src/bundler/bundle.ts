import type { Metafile } from 'esbuild';
import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import type { ClientModule } from './client-module.ts';

/** One entry point of a plugin, as its manifest names it. */
export interface BundleEntry {
  /** `src/index.ts` for the default export, `src/index.ts:Weather` for a named one. */
  readonly entry: string;
  /** The kind of plugin it implements, for example `message-processor`. */
  readonly kind: string;
  /** Where the manifest names it, for problems with the entry itself. */
  readonly location?: SourceLocation;
}

/** What {@link bundlePlugin} needs. */
export interface BundleRequest {
  /** The plugin's folder, absolute. */
  readonly directory: string;
  readonly entries: readonly BundleEntry[];
  /** Where plexi-plugin is installed: its SDK is the one that the bundle gets. */
  readonly toolRoot: string;
}

/** One file whose code is in a bundle. */
export interface BundleInput {
  /**
   * The name in the source map: the path in the plugin's folder, `plexi-plugin/sdk`, or
   * `npm:NAME@VERSION/PATH`. It is the same on every machine.
   */
  readonly path: string;
  /** The file on this machine, absolute. */
  readonly file: string;
  /** Size of the file. */
  readonly bytes: number;
  /** How much of the bundle comes from it. */
  readonly bytesInOutput: number;
}

/** One npm package that has code in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** The SPDX expression in its `package.json`; absent where it has none. */
  readonly license?: string;
  /** How much of the bundle comes from it. */
  readonly bytesInOutput: number;
}

/** A plugin's code as one script, as it is written to `dist/plugin.js` and packed. */
export interface Bundle {
  readonly code: string;
  /** Source map version 3 as JSON text; its sources are the paths of `inputs`. */
  readonly sourceMap: string;
  /** What esbuild says about inputs and output, under the same paths. */
  readonly metafile: Metafile;
  /** The files of the bundle, ordered by path: what a watcher watches. */
  readonly inputs: readonly BundleInput[];
  /** The npm packages inside, ordered by name. */
  readonly packages: readonly BundledPackage[];
  /** The modules for browsers that the code refers to; they are bundled apart. */
  readonly clients: readonly ClientModule[];
  /** Warnings; an error is thrown. */
  readonly diagnostics: readonly Diagnostic[];
}
