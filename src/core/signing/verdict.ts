import type { KeyId } from './key-id.ts';
import type { PublicKey } from './public-key.ts';

/** Which keys may sign. */
export interface TrustPolicy {
  readonly trusted: readonly PublicKey[];
  readonly revoked: readonly KeyId[];
}

/** What is known of an archive after it was read: the answers of `verify`. */
export type ArchiveState = 'trusted' | 'untrusted' | 'unsigned' | 'tampered' | 'malformed' | 'revoked';

/** What a trust policy says of a release. */
export interface Verdict {
  readonly state: Exclude<ArchiveState, 'malformed'>;
  /** The key that signed, as the signature names it. */
  readonly keyId?: KeyId;
}
