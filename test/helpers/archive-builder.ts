import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import { makeTar, type MemberSource } from './tar-builder.ts';

// A second writer of the format, written from its description and sharing no code with the product. Every
// step can be edited; whatever comes after it is digested and signed again, so that an attack meets the
// strict reader and not a digest.

type Json = Record<string, unknown>;

/** One file of the plugin that is built. */
export interface BuiltFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode: '0644' | '0755';
  readonly layer: 'code' | 'assets';
}

/** A layer on its way: its members, its tar, its gzip. */
export interface LayerEdit {
  readonly members?: (members: readonly MemberSource[]) => readonly MemberSource[];
  readonly tar?: (tar: Buffer) => Buffer;
  readonly gzip?: (gzip: Buffer, tar: Buffer) => Buffer;
}

/** An edit of one JSON document: another value, or other bytes. */
export type JsonEdit = (value: Json) => Json | string | Buffer;

/** What to do differently. */
export interface Edits {
  readonly files?: (files: readonly BuiltFile[]) => readonly BuiltFile[];
  readonly plugin?: (manifest: Json) => Json;
  readonly code?: LayerEdit;
  readonly assets?: LayerEdit;
  readonly config?: JsonEdit;
  readonly manifest?: JsonEdit;
  readonly statement?: JsonEdit;
  readonly payloadType?: string;
  /** What is signed, given the pre-authentication encoding. */
  readonly signed?: (encoding: Buffer, payload: Buffer) => Buffer;
  readonly signature?: (signature: Buffer) => Buffer;
  readonly hint?: (hint: Buffer) => Buffer;
  readonly bundle?: JsonEdit;
  readonly signatureManifest?: JsonEdit;
  readonly emptyConfig?: Buffer;
  readonly index?: JsonEdit;
  readonly layout?: string;
  readonly unsigned?: boolean;
  /** Members of the archive itself, by the names `oci-layout`, `index.json` and blob paths. */
  readonly members?: (members: readonly MemberSource[], blobs: Blobs) => readonly MemberSource[];
  readonly end?: Buffer;
  readonly file?: (file: Buffer) => Buffer;
}

/** The blobs of an archive, by what they are. */
export interface Blobs {
  readonly manifest: Buffer;
  readonly config: Buffer;
  readonly bundle: Buffer;
  readonly signatureManifest: Buffer;
  readonly empty: Buffer;
  readonly layers: readonly Buffer[];
}

const MEDIA = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
  bundle: 'application/vnd.dev.sigstore.bundle.v0.3+json',
};

/** The plugin that is built when nobody says otherwise. */
export const PLUGIN: Json = { name: 'weather', version: '1.0.0', type: 'message-processor', entry_point: 'src/index.ts' };

/** Builds an archive that is signed with a key, with edits. */
export function buildArchive(key: KeyObject, edits: Edits = {}): Buffer {
  const plugin = edits.plugin?.(PLUGIN) ?? PLUGIN;
  const files = edits.files?.(filesOf(plugin)) ?? filesOf(plugin);
  const names = (['code', 'assets'] as const).filter((name) => files.some(({ layer }) => layer === name));
  const layers = names.map((name) => makeLayer(files.filter(({ layer }) => layer === name), edits[name]));
  const config = edit(edits.config, {
    formatVersion: 1,
    manifest: plugin,
    files: files.map(({ path, bytes, mode, layer }) => ({ path, size: bytes.length, digest: digestOf(bytes), mode, layer })),
  });
  const manifest = edit(edits.manifest, {
    schemaVersion: 2,
    mediaType: MEDIA.manifest,
    artifactType: 'application/vnd.plexi.plugin.v1',
    config: descriptor('application/vnd.plexi.plugin.config.v1+json', config),
    layers: layers.map((layer, index) => ({
      ...descriptor(MEDIA.layer, layer),
      annotations: { 'org.opencontainers.image.title': `${names[index] ?? ''}.tar.gz` },
    })),
    annotations: { 'org.opencontainers.image.title': plugin['name'], 'org.opencontainers.image.version': plugin['version'] },
  });
  const signature = makeSignature(key, { plugin, manifest, layers: layers.map((bytes, index) => ({ name: `${names[index] ?? ''}.tar.gz`, bytes })) }, edits);
  return assemble({ manifest, config, ...signature, layers }, plugin, edits);
}

/** Reads what a key's signature hint is: SHA-256 of its SPKI DER. */
export function hintOf(key: KeyObject): Buffer {
  return createHash('sha256').update(createPublicKey(key).export({ type: 'spki', format: 'der' })).digest();
}

/** `sha256:` and the hash of bytes. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Compresses as the product does: one member, nothing in its header. */
export function gzip(bytes: Buffer, header: Buffer = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])): Buffer {
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(bytes) >>> 0, 0);
  trailer.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([header, deflateRawSync(bytes), trailer]);
}

function filesOf(plugin: Json): readonly BuiltFile[] {
  return [
    { path: 'dist/plugin.js', bytes: Buffer.from('(() => {})();\n'), mode: '0644', layer: 'code' },
    { path: 'plugin.json', bytes: Buffer.from(`${JSON.stringify(plugin, null, 2)}\n`), mode: '0644', layer: 'code' },
    { path: 'README.md', bytes: Buffer.from('# Weather\n'), mode: '0644', layer: 'assets' },
    { path: 'assets/icon.svg', bytes: Buffer.from('<svg/>'.repeat(200)), mode: '0644', layer: 'assets' },
    { path: 'bin/tool', bytes: Buffer.alloc(0), mode: '0755', layer: 'assets' },
  ];
}

function makeLayer(files: readonly BuiltFile[], edits: LayerEdit = {}): Buffer {
  const members = files.map(({ path, bytes, mode }) => ({ path, bytes, header: { mode: `000${mode}\0` } }));
  const plain = makeTar(edits.members?.(members) ?? members);
  const tar = edits.tar?.(plain) ?? plain;
  return edits.gzip?.(gzip(tar), tar) ?? gzip(tar);
}

interface Subject {
  readonly plugin: Json;
  readonly manifest: Buffer;
  readonly layers: readonly { readonly name: string; readonly bytes: Buffer }[];
}

function makeSignature(key: KeyObject, { plugin, manifest, layers }: Subject, edits: Edits): Pick<Blobs, 'bundle' | 'signatureManifest' | 'empty'> {
  const { name, version } = plugin;
  const predicateType = 'https://plexi.dev/release/v1';
  const payloadType = edits.payloadType ?? 'application/vnd.in-toto+json';
  const payload = edit(edits.statement, {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      { name: `${String(name)}@${String(version)}`, digest: { sha256: digestOf(manifest).slice(7) } },
      ...layers.map((layer) => ({ name: layer.name, digest: { sha256: digestOf(layer.bytes).slice(7) } })),
    ],
    predicateType,
    predicate: { name, version },
  });
  const encoding = Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload]);
  const signature = sign(null, edits.signed?.(encoding, payload) ?? encoding, key);
  const bundle = edit(edits.bundle, {
    mediaType: MEDIA.bundle,
    verificationMaterial: { publicKey: { hint: (edits.hint?.(hintOf(key)) ?? hintOf(key)).toString('base64') } },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType,
      signatures: [{ sig: (edits.signature?.(signature) ?? signature).toString('base64') }],
    },
  });
  const empty = edits.emptyConfig ?? Buffer.from('{}');
  const signatureManifest = edit(edits.signatureManifest, {
    schemaVersion: 2,
    mediaType: MEDIA.manifest,
    artifactType: MEDIA.bundle,
    config: descriptor('application/vnd.oci.empty.v1+json', empty),
    layers: [descriptor(MEDIA.bundle, bundle)],
    subject: descriptor(MEDIA.manifest, manifest),
    annotations: { 'dev.sigstore.bundle.content': 'dsse-envelope', 'dev.sigstore.bundle.predicateType': predicateType },
  });
  return { bundle, signatureManifest, empty };
}

function assemble(blobs: Blobs, plugin: Json, edits: Edits): Buffer {
  const release = {
    ...descriptor(MEDIA.manifest, blobs.manifest),
    artifactType: 'application/vnd.plexi.plugin.v1',
    annotations: { 'org.opencontainers.image.ref.name': plugin['version'] },
  };
  const signature = { ...descriptor(MEDIA.manifest, blobs.signatureManifest), artifactType: MEDIA.bundle };
  const index = edit(edits.index, {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: edits.unsigned === true ? [release] : [release, signature],
  });
  const signed = edits.unsigned === true ? [] : [blobs.bundle, blobs.signatureManifest, blobs.empty];
  const members: MemberSource[] = [
    { path: 'oci-layout', bytes: Buffer.from(edits.layout ?? '{"imageLayoutVersion":"1.0.0"}') },
    { path: 'index.json', bytes: index },
    ...[blobs.manifest, blobs.config, ...signed, ...blobs.layers].map(blobMember),
  ];
  const file = makeTar(edits.members?.(members, blobs) ?? members, edits.end);
  return edits.file?.(file) ?? file;
}

/** A blob as a member of an archive. */
export function blobMember(bytes: Buffer): MemberSource {
  return { path: `blobs/sha256/${digestOf(bytes).slice(7)}`, bytes };
}

function descriptor(mediaType: string, bytes: Buffer): Json {
  return { mediaType, digest: digestOf(bytes), size: bytes.length };
}

function edit(change: JsonEdit | undefined, value: Json): Buffer {
  const edited = change?.(structuredClone(value)) ?? value;
  if (Buffer.isBuffer(edited)) return edited;
  return Buffer.from(typeof edited === 'string' ? edited : JSON.stringify(edited));
}
