import type { BlobSource, Descriptor } from '../core/archive/release.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { PluginRecord } from '../core/registry/plugin-record.ts';
import type { VersionSpec } from '../core/registry/plugin-spec.ts';
import type { PublishOutcome } from '../core/registry/publish-rules.ts';
import type { SearchHit } from '../core/registry/search-plugins.ts';
import type { VersionRecord } from '../core/registry/version-record.ts';
import type { YankOutcome } from '../core/registry/yank.ts';

/** What a registry is opened for; `create` makes one where there is none. */
export type RegistryAccess = 'read' | 'change' | 'create';

/** What a search found. */
export interface SearchAnswer {
  /** Best first. */
  readonly hits: readonly SearchHit[];
  /** Plugins that could not be searched, because their records are damaged. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A registry, wherever it is: operations know only this.
 *
 * What a registry answers is a claim: whoever installs checks names, digests and signatures again. Its blobs are read
 * as those of an archive are.
 */
export interface RegistryClient extends BlobSource {
  /** Where the registry is, as `--registry` takes it, without credentials. */
  readonly location: string;
  /** The names of all plugins, for "did you mean". */
  listNames(): Promise<readonly string[]>;
  /**
   * Reads all about one plugin.
   *
   * @returns `undefined` when the registry has no version of it.
   * @throws {@link PlexiError} `PLX5013` when its records are damaged.
   */
  readPlugin(name: string): Promise<PluginRecord | undefined>;
  /** Finds plugins by words. */
  search(words: readonly string[], limit: number): Promise<SearchAnswer>;
  /** Stores bytes after checking them; does nothing when the registry has them. */
  writeBlob(blob: Descriptor, content: AsyncIterable<Uint8Array>): Promise<void>;
  /**
   * Adds a version whose blobs are stored: the commit point of a publication.
   *
   * @throws {@link PlexiError} `PLX5008` when the version exists with other contents, `PLX5009` when the name belongs
   *   to another key.
   */
  publishVersion(record: VersionRecord): Promise<PublishOutcome>;
  /**
   * Keeps new installs from choosing a version.
   *
   * @param bundle - The yank as `encodeYank` made it.
   * @throws {@link PlexiError} `PLX5013` when it is not signed by the owner of the name.
   */
  yankVersion(version: VersionSpec, bundle: Uint8Array): Promise<YankOutcome>;
}
