// The least that Node.js can do to write a folder as a signed archive of our layout: DIR OUT.
//
// It checks nothing, excludes nothing, bundles nothing, flushes nothing, and writes every byte once: the layers go
// straight to where they belong, because the length of what comes before them can be told beforehand.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';
import { computeDigest } from '../src/core/archive/digest.ts';
import { DEFLATE_END, encodeGzipTrailer, encodeStored, GZIP_HEADER } from '../src/core/archive/gzip.ts';
import { layerOf } from '../src/core/archive/layer-of.ts';
import { blobPath, encodeIndex, INDEX_PATH, LAYOUT, LAYOUT_PATH } from '../src/core/archive/layout.ts';
import { compareEntries, encodeConfig, groupByLayer } from '../src/core/archive/release-config.ts';
import { encodeReleaseManifest } from '../src/core/archive/release-manifest.ts';
import type { FileEntry, LayerName, PackedManifest } from '../src/core/archive/release.ts';
import { EMPTY_CONFIG, encodeSignatureManifest } from '../src/core/archive/signature-manifest.ts';
import { BLOCK, encodeTarHeader, paddingOf, TAR_END, tarSizeOf } from '../src/core/archive/tar.ts';
import { signRelease } from '../src/core/signing/sign-release.ts';
import { createSigner, generatePrivateKey, type Signer } from '../src/core/signing/signer.ts';

interface Blob {
  readonly name: LayerName;
  readonly digest: `sha256:${string}`;
  readonly size: number;
}

const CHUNK = 1024 * 1024;
const NO_DIGEST = computeDigest(new Uint8Array());
const deflate = promisify(deflateRaw);

await packFolder(process.argv[2] ?? '.', process.argv[3] ?? 'probe.plx');

async function packFolder(directory: string, file: string): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(directory, 'plugin.json'), 'utf8')) as PackedManifest;
  const signer = createSigner(generatePrivateKey(), 'a key of the probe');
  const groups = groupByLayer(listFiles(directory).sort(compareEntries));
  const expected = groups.map(({ name, files }) => ({ name, digest: NO_DIGEST, size: tarSizeOf(files) }));
  const length = encodeHead(manifest, groups.flatMap(({ files }) => files), expected, signer).length;
  const output = openSync(file, 'w');
  let at = length;
  const packed: { readonly blob: Blob; readonly files: readonly FileEntry[] }[] = [];
  for (const { name, files } of groups) {
    const layer = await writeLayer(directory, files, output, at + BLOCK);
    writeSync(output, encodeTarHeader({ path: blobPath(layer.digest), size: layer.size, mode: '0644' }), 0, BLOCK, at);
    at += BLOCK + layer.size;
    at += writeSync(output, Buffer.alloc(paddingOf(layer.size)), 0, paddingOf(layer.size), at);
    packed.push({ blob: { name, digest: layer.digest, size: layer.size }, files: layer.files });
  }
  writeSync(output, Buffer.alloc(TAR_END), 0, TAR_END, at);
  const head = encodeHead(manifest, packed.flatMap(({ files }) => files), packed.map(({ blob }) => blob), signer);
  if (head.length !== length) throw new Error('the layers shrank so much that what comes before them is shorter');
  writeSync(output, head, 0, head.length, 0);
  closeSync(output);
}

function listFiles(directory: string): FileEntry[] {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => {
    const file = join(entry.parentPath, entry.name);
    const path = relative(directory, file);
    return { path, size: statSync(file).size, digest: NO_DIGEST, mode: '0644', layer: layerOf(path) };
  });
}

function encodeHead(manifest: PackedManifest, files: readonly FileEntry[], layers: readonly Blob[], signer: Signer): Buffer {
  const { name, version } = manifest;
  const config = encodeConfig({ formatVersion: 1, manifest, files });
  const release = encodeReleaseManifest({ name, version, config: refer(config), layers });
  const bundle = signRelease({ name, version, digest: computeDigest(release), layers }, signer);
  const signature = encodeSignatureManifest({ subject: refer(release), bundle: refer(bundle) });
  const index = encodeIndex({ version, manifest: refer(release), signature: refer(signature) });
  const blobs = [release, config, bundle, signature, EMPTY_CONFIG].map((bytes) => encodeMember(blobPath(computeDigest(bytes)), bytes));
  return Buffer.concat([encodeMember(LAYOUT_PATH, LAYOUT), encodeMember(INDEX_PATH, index), ...blobs]);
}

function refer(bytes: Uint8Array): { readonly digest: `sha256:${string}`; readonly size: number } {
  return { digest: computeDigest(bytes), size: bytes.length };
}

function encodeMember(path: string, bytes: Uint8Array): Buffer {
  return Buffer.concat([encodeTarHeader({ path, size: bytes.length, mode: '0644' }), bytes, Buffer.alloc(paddingOf(bytes.length))]);
}

async function writeLayer(directory: string, files: readonly FileEntry[], output: number, start: number) {
  const hash = createHash('sha256');
  let size = 0;
  let crc = 0;
  let length = 0;
  const put = (bytes: Uint8Array): void => {
    hash.update(bytes);
    size += writeSync(output, bytes, 0, bytes.length, start + size);
  };
  const queue: Promise<Uint8Array>[] = [];
  const drain = async (left: number): Promise<void> => {
    while (queue.length > left) put((await queue.shift()) ?? Buffer.alloc(0));
  };
  put(GZIP_HEADER);
  const entries: FileEntry[] = [];
  for (const { bytes, entry } of readChunks(directory, files)) {
    if (entry !== undefined) entries.push(entry);
    if (bytes === undefined) continue;
    crc = crc32(bytes, crc);
    length += bytes.length;
    queue.push(compress(bytes));
    await drain(4);
  }
  await drain(0);
  put(DEFLATE_END);
  put(encodeGzipTrailer(crc, length));
  return { files: entries, digest: `sha256:${hash.digest('hex')}` as const, size };
}

/** The tar of some files in chunks of one size, and every file's entry once it is read. */
function* readChunks(directory: string, files: readonly FileEntry[]): Generator<{ readonly bytes?: Uint8Array; readonly entry?: FileEntry }> {
  let chunk = Buffer.allocUnsafe(CHUNK);
  let filled = 0;
  function* flush(): Generator<{ readonly bytes: Uint8Array }> {
    yield { bytes: chunk.subarray(0, filled) };
    chunk = Buffer.allocUnsafe(CHUNK);
    filled = 0;
  }
  function* add(bytes: Uint8Array): Generator<{ readonly bytes: Uint8Array }> {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + CHUNK - filled);
      chunk.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled === CHUNK) yield* flush();
    }
  }
  for (const entry of files) {
    yield* add(encodeTarHeader(entry));
    const hash = createHash('sha256');
    const input = openSync(join(directory, entry.path), 'r');
    for (let left = entry.size; left > 0; ) {
      const read = readSync(input, chunk, filled, Math.min(left, CHUNK - filled), null);
      hash.update(chunk.subarray(filled, filled + read));
      filled += read;
      left -= read;
      if (filled === CHUNK) yield* flush();
    }
    closeSync(input);
    yield* add(Buffer.alloc(paddingOf(entry.size)));
    yield { entry: { ...entry, digest: `sha256:${hash.digest('hex')}` } };
  }
  yield* add(Buffer.alloc(TAR_END));
  yield* flush();
}

async function compress(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes.length > 65_536) {
    const sample = await deflate(bytes.subarray(0, 32_768), { level: 1 });
    if (sample.length > 32_768 * 0.97) return encodeStored(bytes);
  }
  return deflate(bytes, { level: 6, finishFlush: constants.Z_SYNC_FLUSH });
}
