import type { Release } from '../archive/release.ts';
import { verifySignature } from './public-key.ts';
import { encodePreAuthentication, encodeStatement, PAYLOAD_TYPE } from './statement.ts';
import type { TrustPolicy, Verdict } from './verdict.ts';

/**
 * Judges who signed a release, and whether the signature holds for exactly this release.
 *
 * It does not look at the layers: their digests are in the manifest, and the strict reader checks them.
 * A key that is not in the policy cannot be checked, so its release is `untrusted`, never `tampered`.
 */
export function judgeRelease(release: Release, policy: TrustPolicy): Verdict {
  const { signature } = release;
  if (signature === undefined) return { state: 'unsigned' };
  const { keyId } = signature;
  // The statement that this release must have; a signature of any other one was moved here from elsewhere.
  const expected = encodeStatement({
    name: release.name,
    version: release.version,
    digest: release.reference.manifest,
    layers: release.layers.map(({ name, descriptor }) => ({ name, digest: descriptor.digest })),
  });
  if (!Buffer.from(expected).equals(signature.payload)) return { state: 'tampered', keyId };
  const key = policy.trusted.find((trusted) => trusted.keyId === keyId);
  const holds = key && verifySignature(key, encodePreAuthentication(PAYLOAD_TYPE, expected), signature.signature);
  if (holds === false) return { state: 'tampered', keyId };
  if (policy.revoked.includes(keyId)) return { state: 'revoked', keyId };
  return { state: holds === true ? 'trusted' : 'untrusted', keyId };
}
