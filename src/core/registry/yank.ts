import { hexOf, type Digest } from '../archive/digest.ts';
import { encodeJson } from '../archive/json-blob.ts';
import { fail, PlexiError } from '../diagnostics/plexi-error.ts';
import { verifySignature, type PublicKey } from '../signing/public-key.ts';
import { decodeSignatureBundle, encodeSignatureBundle, type SignatureBundle } from '../signing/signature-bundle.ts';
import type { Signer } from '../signing/signer.ts';
import { encodePreAuthentication, PAYLOAD_TYPE } from '../signing/statement.ts';
import { decodeTime, readJson } from './record-json.ts';

/** A version that its author takes back: new installs do not choose it, existing locks still get it. */
export interface Yank {
  readonly name: string;
  readonly version: string;
  /** The digest of the version's manifest. */
  readonly digest: Digest;
  /** In the author's words; empty when none was given. */
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly yankedAt: string;
}

/** What yanking a version does. */
export type YankOutcome = 'yanked' | 'already-yanked';

const PREDICATE_TYPE = 'https://plexi.dev/yank/v1';

/** Signs a yank: an in-toto statement in a Sigstore bundle, as a release's own signature is. */
export function encodeYank(yank: Yank, signer: Signer): Uint8Array {
  const payload = encodeStatement(yank);
  const signature = signer.sign(encodePreAuthentication(PAYLOAD_TYPE, payload));
  return encodeSignatureBundle({ keyId: signer.publicKey.keyId, payload, signature });
}

/**
 * Decodes a yank, and checks that a key signed it.
 *
 * @param expected - The version whose yank it has to be.
 * @param owner - The key that owns the name.
 * @throws {@link PlexiError} `PLX5013` when it is no yank of this version, or not the owner's.
 */
export function decodeYank(bytes: Uint8Array, expected: Pick<Yank, 'name' | 'version' | 'digest'>, owner: PublicKey): Yank {
  const what = `the yank of ${expected.name}@${expected.version}`;
  const { payload, signature } = readBundle(bytes, what);
  if (!verifySignature(owner, encodePreAuthentication(PAYLOAD_TYPE, payload), signature)) {
    fail('PLX5013', { what, reason: 'it is not signed with the key that owns the name' });
  }
  const json = readJson(payload, what).at('predicate');
  const yank: Yank = {
    name: json.at('name').oneOf(expected.name),
    version: json.at('version').oneOf(expected.version),
    digest: json.at('digest').oneOf(expected.digest),
    reason: json.at('reason').text(),
    yankedAt: decodeTime(json.at('yankedAt')),
  };
  // The owner signs other statements with the same key: only one of exactly this form is a yank.
  if (!Buffer.from(encodeStatement(yank)).equals(payload)) fail('PLX5013', { what, reason: 'it is signed, but no yank' });
  return yank;
}

function encodeStatement(yank: Yank): Uint8Array {
  const { name, version, digest, reason, yankedAt } = yank;
  return encodeJson({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: `${name}@${version}`, digest: { sha256: hexOf(digest) } }],
    predicateType: PREDICATE_TYPE,
    predicate: { name, version, digest, reason, yankedAt },
  });
}

function readBundle(bytes: Uint8Array, what: string): SignatureBundle {
  try {
    return decodeSignatureBundle(bytes);
  } catch (error) {
    if (!(error instanceof PlexiError)) throw error;
    return fail('PLX5013', { what, reason: error.message }, { cause: error });
  }
}

/** Why a version was yanked, for a message. */
export function formatReason({ reason }: Pick<Yank, 'reason'>): string {
  return reason === '' ? 'no reason given' : reason;
}
