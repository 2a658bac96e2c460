import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import type { UiIndex } from '../core/ui/ui-index.ts';
import type { BundledPackage, BundleInput } from './bundle.ts';
import type { ClientModule } from './client-module.ts';

/** One static page of a plugin. */
export interface PageSource {
  /** As `ui_pages` of the manifest names it. */
  readonly name: string;
  /** An HTML file, or a folder with an index.html, below the plugin's folder. */
  readonly path: string;
  /** Where the manifest names it. */
  readonly location?: SourceLocation;
}

/** What {@link bundleUi} needs. */
export interface UiRequest {
  /** The plugin's folder, absolute. */
  readonly directory: string;
  /** The modules for browsers that the plugin's code refers to. */
  readonly clients: readonly ClientModule[];
  readonly pages: readonly PageSource[];
}

/** One file of `dist/frames`. */
export interface UiOutput {
  /** Below `dist/frames`. */
  readonly path: string;
  readonly text: string;
}

/** What a plugin brings to browsers, as it is written to `dist/frames` and packed. */
export interface UiBundle {
  readonly index: UiIndex;
  /** With the index, ordered by path. */
  readonly files: readonly UiOutput[];
  /** The files it was made of: what a watcher watches. */
  readonly inputs: readonly BundleInput[];
  readonly packages: readonly BundledPackage[];
  /** Warnings; an error is thrown. */
  readonly diagnostics: readonly Diagnostic[];
}
