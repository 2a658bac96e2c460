import type { BlobDescriptor, PluginRecord, VersionRecord } from '../core/registry/version-record.ts';
import type { SearchHit } from '../core/registry/search-plugins.ts';

/** What `publishVersion` did. */
export type PublishOutcome = 'published' | 'already-published';

/**
 * A registry, wherever it is. Operations know only this; the folder driver is the first.
 *
 * What a client answers is a claim: whoever installs checks names, digests and signatures again.
 */
export interface RegistryClient {
  /** Where the registry is, as people and lockfiles name it: a URL without credentials. */
  readonly location: string;
  /** Names that begin like `name` or are near it, for "did you mean". */
  listNames(): Promise<readonly string[]>;
  /** Everything about one plugin; `undefined` when the registry has no version of it. */
  readPlugin(name: string): Promise<PluginRecord | undefined>;
  /** Plugins that match words, best first. */
  search(words: readonly string[], limit: number): Promise<readonly SearchHit[]>;
  /** Bytes by digest. Their digest is checked by whoever reads them to the end. */
  readBlob(blob: BlobDescriptor): AsyncIterable<Uint8Array>;
  /** Stores bytes after checking their size and digest; does nothing when the registry has them. */
  writeBlob(blob: BlobDescriptor, content: AsyncIterable<Uint8Array>): Promise<void>;
  /**
   * Adds a version: the commit point of a publication. Its blobs are there before.
   *
   * @throws {@link PlexiError} `PLX5008` when the version exists with other bytes, `PLX5009` when the name belongs to
   *   another key.
   */
  publishVersion(record: VersionRecord): Promise<PublishOutcome>;
  /**
   * Keeps new installs from choosing a version.
   *
   * @param envelope - The yank as DSSE envelope, signed with the owner's key.
   */
  yankVersion(name: string, version: string, envelope: Uint8Array): Promise<'yanked' | 'already-yanked'>;
}
