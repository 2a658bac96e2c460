import { fail } from '../diagnostics/plexi-error.ts';
import type { NameOwner, VersionRecord } from './version-record.ts';

/** What publishing a version does. */
export type PublishOutcome = 'published' | 'already-published';

/**
 * A name belongs to the key that published first.
 *
 * @throws {@link PlexiError} `PLX5009` when a version is signed by another key.
 */
export function checkOwner(owner: NameOwner, offered: VersionRecord): void {
  if (owner.keyId === offered.keyId) return;
  fail('PLX5009', { name: offered.name, owner: owner.keyId, keyId: offered.keyId });
}

/**
 * A version is written once: the same contents again are nothing to do.
 *
 * @throws {@link PlexiError} `PLX5008` when the contents differ.
 */
export function checkImmutable(published: VersionRecord, offered: VersionRecord): 'already-published' {
  const { name, version } = offered;
  if (published.manifest.digest === offered.manifest.digest) return 'already-published';
  return fail('PLX5008', { name, version, published: published.manifest.digest, offered: offered.manifest.digest });
}

/** The owner that a name's first publication makes. */
export function createOwner(record: VersionRecord): NameOwner {
  return { schema: 1, keyId: record.keyId, publicKey: record.publicKey, since: record.publishedAt };
}
