import { decodeJsonBlob, encodeJson } from '../archive/json-blob.ts';
import type { JsonReader } from '../json/json-reader.ts';
import { MEDIA_TYPES } from '../archive/media-types.ts';
import type { KeyId } from './key-id.ts';
import { PAYLOAD_TYPE } from './statement.ts';

/** A Sigstore bundle of version 0.3 with a DSSE envelope and a key: what `cosign` reads. */
export interface SignatureBundle {
  /** The key that signed, as the bundle names it: a hint. */
  readonly keyId: KeyId;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

/** Encodes a signature bundle. */
export function encodeSignatureBundle({ keyId, payload, signature }: SignatureBundle): Uint8Array {
  return encodeJson({
    mediaType: MEDIA_TYPES.signature,
    verificationMaterial: { publicKey: { hint: Buffer.from(keyId, 'hex').toString('base64') } },
    dsseEnvelope: {
      payload: Buffer.from(payload).toString('base64'),
      payloadType: PAYLOAD_TYPE,
      signatures: [{ sig: Buffer.from(signature).toString('base64') }],
    },
  });
}

/**
 * Decodes a signature bundle. Nothing is verified.
 *
 * @throws {@link PlexiError} `PLX2034` when it is not of its one form.
 */
export function decodeSignatureBundle(bytes: Uint8Array): SignatureBundle {
  return decodeJsonBlob('signature', bytes, readBundle, encodeSignatureBundle);
}

function readBundle(json: JsonReader): SignatureBundle {
  const envelope = json.at('dsseEnvelope');
  const signatures = envelope.at('signatures');
  const [signature = signatures.refuse('a list of one signature')] = signatures.list();
  return {
    keyId: readBase64(json.at('verificationMaterial').at('publicKey').at('hint'), 32).toString('hex'),
    payload: readBase64(envelope.at('payload')),
    signature: readBase64(signature.at('sig'), 64),
  };
}

// Other spellings of the same bytes do not survive the comparison with what `encodeSignatureBundle` writes.
function readBase64(json: JsonReader, length?: number): Buffer {
  const bytes = Buffer.from(json.text(), 'base64');
  return length === undefined || bytes.length === length ? bytes : json.refuse(`base64 of ${length} bytes`);
}
