import type { RequestedPermission } from './version-record.ts';

/** One search result: the newest version that is not yanked. */
export interface SearchHit {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly kinds: readonly string[];
  readonly tags: readonly string[];
  readonly permissions: readonly RequestedPermission[];
  readonly keyId: string;
  readonly publishedAt: string;
}
