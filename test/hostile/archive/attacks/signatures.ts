import { generateKeyPairSync } from 'node:crypto';
import { buildArchive, digestOf, hintOf, type Edits } from '../../../helpers/archive-builder.ts';
import type { Attack } from './attack.ts';

type Json = Record<string, unknown>;

const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

const STRANGER = generateKeyPairSync('ed25519').privateKey;

const statement = (change: (value: Json) => unknown): Edits => ({ statement: (value) => { change(value); return value; } });
const subjects = (change: (subjects: Json[]) => unknown): Edits => statement((value) => change(value['subject'] as Json[]));
const envelope = (change: (envelope: Json) => unknown): Edits => ({ bundle: (value) => { change(value['dsseEnvelope'] as Json); return value; } });
const attached = (change: (value: Json) => unknown): Edits => ({ signatureManifest: (value) => { change(value); return value; } });

/** Attacks with a signature. Each one is signed with the trusted key unless it says otherwise. */
export const SIGNATURE_ATTACKS: readonly Attack[] = [
  ['is signed by another key under the trusted key’s hint', 'PLX3003', { signature: () => Buffer.alloc(64, 7) }],
  ['has a signature of zeros', 'PLX3003', { signature: () => Buffer.alloc(64) }],
  ['has a signature with a scalar above the order', 'PLX3003', { signature: addOrder }],
  ['has a signature whose commitment is the neutral point', 'PLX3003', { signature: (signature) => Buffer.concat([Buffer.from([1]), Buffer.alloc(31), signature.subarray(32)]) }],
  ['has a signature of 63 bytes', 'PLX2034', { signature: (signature) => signature.subarray(1) }],
  ['has a signature of 65 bytes', 'PLX2034', { signature: (signature) => Buffer.concat([signature, Buffer.from([0])]) }],
  ['has its payload signed without its type', 'PLX3003', { signed: (_, payload) => payload }],
  ['has its digest signed in place of its bytes', 'PLX3003', { signed: (encoding) => Buffer.from(digestOf(encoding)) }],
  ['is signed as another type of payload', 'PLX2034', { payloadType: 'text/plain' }],
  ['is signed for another manifest', 'PLX3003', subjects(([first]) => Object.assign(first ?? {}, { digest: { sha256: '0'.repeat(64) } }))],
  ['is signed for another layer', 'PLX3003', subjects((all) => Object.assign(all[1] ?? {}, { digest: { sha256: '0'.repeat(64) } }))],
  ['is signed for fewer layers', 'PLX3003', subjects((all) => all.pop())],
  ['is signed for more layers', 'PLX3003', subjects((all) => all.push({ name: 'more.tar.gz', digest: { sha256: '0'.repeat(64) } }))],
  ['is signed with another name', 'PLX3003', subjects(([first]) => Object.assign(first ?? {}, { name: 'bank@1.0.0' }))],
  ['is signed with layers under each other’s name', 'PLX3003', subjects((all) => all.splice(1, 2, ...all.slice(1).reverse()))],
  ['is signed with another predicate', 'PLX3003', statement((value) => (value['predicateType'] = 'https://slsa.dev/provenance/v1'))],
  ['is signed with a predicate of another version', 'PLX3003', statement((value) => (value['predicate'] = { name: 'weather', version: '2.0.0' }))],
  ['is signed with more in its statement', 'PLX3003', statement((value) => (value['extra'] = true))],
  ['is signed with a statement of another version', 'PLX3003', statement((value) => (value['_type'] = 'https://in-toto.io/Statement/v0.1'))],
  ['is signed with an empty statement', 'PLX3003', { statement: () => ({}) }],
  ['is signed with no statement', 'PLX3003', { statement: () => '' }],
  ['has another payload than what was signed', 'PLX3003', envelope((value) => (value['payload'] = Buffer.from('{}').toString('base64')))],
  ['has two signatures', 'PLX2034', envelope((value) => (value['signatures'] as Json[]).push(...(value['signatures'] as Json[])))],
  ['has no signature in its envelope', 'PLX2034', envelope((value) => (value['signatures'] = []))],
  ['has a key id beside its signature', 'PLX2034', envelope((value) => Object.assign((value['signatures'] as Json[])[0] ?? {}, { keyid: 'x' }))],
  ['has its signature in base64 for URLs', 'PLX2034', envelope((value) => (value['signatures'] = [{ sig: Buffer.alloc(64, 0xff).toString('base64url') }]))],
  ['has its payload in base64 with a line break', 'PLX2034', envelope((value) => (value['payload'] = `${String(value['payload']).slice(0, 8)}\n${String(value['payload']).slice(8)}`))],
  ['has its payload in base64 with more at its end', 'PLX2034', envelope((value) => (value['payload'] = `${String(value['payload'])}====`))],
  ['names no key', 'PLX2034', { bundle: (value) => ({ ...value, verificationMaterial: {} }) }],
  ['brings a certificate', 'PLX2034', { bundle: (value) => ({ ...value, verificationMaterial: { certificate: { rawBytes: 'AA==' } } }) }],
  ['has a bundle of another version', 'PLX2034', { bundle: (value) => ({ ...value, mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1' }) }],
  ['has a hint that is too short', 'PLX2034', { hint: (hint) => hint.subarray(1) }],
  ['names a key nobody trusts', 'PLX3002', { hint: () => hintOf(STRANGER) }],
  ['has a signature of another release', 'PLX3003', attached((value) => (value['subject'] = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: `sha256:${'0'.repeat(64)}`, size: 844 }))],
  ['has a signature manifest without a subject', 'PLX2034', attached((value) => delete value['subject'])],
  ['has a signature manifest with two bundles', 'PLX2034', attached((value) => (value['layers'] as Json[]).push(...(value['layers'] as Json[])))],
  ['has a signature manifest without a bundle', 'PLX2034', attached((value) => (value['layers'] = []))],
  ['has a signature manifest of another predicate', 'PLX2034', attached((value) => Object.assign(value['annotations'] as Json, { 'dev.sigstore.bundle.predicateType': 'x' }))],
  ['has an empty config that is not empty', 'PLX2034', { emptyConfig: Buffer.from('{"a":1}') }],
  ['had its signature taken away, and its index too', 'PLX3001', { unsigned: true }],
];

/** A signature of one release, and the archive of another one with the same name and version. */
export function moveSignature(key: Parameters<typeof buildArchive>[0]): Buffer {
  let bundle: Buffer = Buffer.alloc(0);
  buildArchive(key, { members: (members, blobs) => ((bundle = blobs.bundle), members) });
  return buildArchive(key, {
    files: (files) => files.map((file) => (file.path === 'dist/plugin.js' ? { ...file, bytes: Buffer.from('steal();\n') } : file)),
    bundle: () => bundle,
  });
}

function addOrder(signature: Buffer): Buffer {
  const scalar = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + ORDER;
  return Buffer.concat([signature.subarray(0, 32), Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse()]);
}
