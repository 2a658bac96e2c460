import type { Digest } from './digest.ts';

/** What an OCI manifest says of one blob (OCI image specification 1.1, "descriptor"). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  readonly size: number;
}

/** The permission bits a packed file has: nothing else of a file's mode is carried over. */
export type FileMode = '0644' | '0755';

/** The layer a file is in: the plugin's code, or everything else, so that an update re-uses unchanged bytes. */
export type LayerName = 'code' | 'assets';

/** One file of a release. */
export interface FileEntry {
  /** Relative, with `/`; see `entry-path.ts` for what is allowed. */
  readonly path: string;
  readonly size: number;
  readonly digest: Digest;
  readonly mode: FileMode;
  readonly layer: LayerName;
}

/** The plugin's manifest as it was packed: the keys of `plugin.json`, in the author's order. */
export interface PackedManifest {
  readonly name: string;
  readonly version: string;
  readonly [key: string]: unknown;
}

/** The config blob: the manifest, and every file in the order of the layers. */
export interface ReleaseConfig {
  readonly formatVersion: 1;
  readonly manifest: PackedManifest;
  /** Files of the code layer first; inside a layer sorted by the bytes of their path. */
  readonly files: readonly FileEntry[];
}

/** Where a release begins: the digest that names it, and its signature's manifest when it has one. */
export interface ReleaseReference {
  readonly manifest: Digest;
  readonly signature?: Digest;
}

/** Where the blobs of a release come from: an archive file, or a registry. Trusted with nothing. */
export interface BlobSource {
  /**
   * Reads one blob from its beginning.
   *
   * The reader checks digest and size of what comes; a source need not.
   *
   * @throws {@link PlexiError} when the source has no such blob.
   */
  open(digest: Digest): AsyncIterable<Uint8Array>;
}

/** One layer: a gzipped tar, and how long that tar is by the file list. */
export interface Layer {
  readonly name: LayerName;
  readonly descriptor: Descriptor;
  readonly files: readonly FileEntry[];
  /** Bytes of the tar inside the gzip member, computed from the file list. */
  readonly tarSize: number;
}

/** The signature of a release, read but not judged. */
export interface ReleaseSignature {
  /** SHA-256 of the signing key, as the signature names it: a hint for finding the key. */
  readonly keyId: string;
  /** The statement that was signed. */
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

/** A release whose manifest, config and signature were read strictly. Its layers were not read yet. */
export interface Release {
  readonly reference: ReleaseReference;
  readonly name: string;
  readonly version: string;
  readonly config: ReleaseConfig;
  readonly layers: readonly Layer[];
  /** Read and well-formed; whether it holds and whom it is from is for `judgeRelease`. */
  readonly signature?: ReleaseSignature;
  /** Every blob, in the order of an archive: what a registry stores. */
  readonly blobs: readonly Descriptor[];
}
