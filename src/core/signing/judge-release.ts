import type { Release } from '../archive/release.ts';
import type { TrustPolicy, Verdict } from './verdict.ts';

/**
 * Judges who signed a release, and whether the signature holds for exactly this release.
 *
 * It does not look at the layers: their digests are in the manifest, and the strict reader checks them.
 */
export function judgeRelease(release: Release, policy: TrustPolicy): Verdict {
  throw new Error(`not written yet: ${release.name} ${policy.trusted.length}`);
}
