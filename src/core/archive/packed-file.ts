import type { FileMode } from './release.ts';

/** One file to be packed: where it goes, and where its bytes are. */
export interface PackedFile {
  /** Path inside the archive, relative, with `/`. */
  readonly path: string;
  readonly mode: FileMode;
  readonly content: FileContent;
}

/** Bytes at hand, or a file on disk as it was when it was listed. */
export type FileContent =
  | { readonly bytes: Uint8Array }
  | { readonly file: string; readonly size: number; readonly modified: number };
