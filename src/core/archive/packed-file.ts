import type { FileMode } from './release.ts';

/** How many bytes a file is known to have; those that are still being made count for nothing yet. */
export function knownSizeOf({ content }: PackedFile): number {
  if ('made' in content) return 0;
  return 'bytes' in content ? content.bytes.length : content.size;
}

/** One file to be packed: where it goes, and where its bytes are. */
export interface PackedFile {
  /** Path inside the archive, relative, with `/`. */
  readonly path: string;
  readonly mode: FileMode;
  readonly content: FileContent;
}

/** Bytes at hand, bytes that are still being made, or a file on disk as it was when it was listed (size, `mtimeMs`, `ctimeMs`). */
export type FileContent =
  | { readonly bytes: Uint8Array }
  | { readonly made: () => Promise<Uint8Array> }
  | { readonly file: string; readonly size: number; readonly modified: number; readonly changed: number };
