import { describe, expect, test } from 'vitest';
import { computeDigest } from '../../src/core/archive/digest.ts';
import { encodeIndex, LAYOUT } from '../../src/core/archive/layout.ts';
import { encodeConfig, encodeManifestFile } from '../../src/core/archive/release-config.ts';
import { encodeReleaseManifest } from '../../src/core/archive/release-manifest.ts';
import { encodeSignatureManifest } from '../../src/core/archive/signature-manifest.ts';
import { encodeTarHeader } from '../../src/core/archive/tar.ts';
import { encodeSignatureBundle } from '../../src/core/signing/signature-bundle.ts';
import { encodeStatement } from '../../src/core/signing/statement.ts';

// The bytes of the format, literally. Archives outlive the tool that wrote them: a change here is a new format version,
// and the old one is read for ever.
const A = `sha256:${'a'.repeat(64)}` as const;
const B = `sha256:${'b'.repeat(64)}` as const;
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

describe('the bytes of an archive', () => {
  test('oci-layout', () => {
    expect(text(LAYOUT)).toBe('{"imageLayoutVersion":"1.0.0"}');
  });

  test('index.json', () => {
    expect(text(encodeIndex({ version: '1.0.0', manifest: { digest: A, size: 1 }, signature: { digest: B, size: 2 } }))).toBe(
      `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"${A}","size":1,"artifactType":"application/vnd.plexi.plugin.v1","annotations":{"org.opencontainers.image.ref.name":"1.0.0"}},{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"${B}","size":2,"artifactType":"application/vnd.dev.sigstore.bundle.v0.3+json"}]}`,
    );
  });

  test('manifest', () => {
    expect(text(encodeReleaseManifest({ name: 'weather', version: '1.0.0', config: { digest: A, size: 1 }, layers: [{ name: 'code', digest: B, size: 2 }] }))).toBe(
      `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/vnd.plexi.plugin.v1","config":{"mediaType":"application/vnd.plexi.plugin.config.v1+json","digest":"${A}","size":1},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"${B}","size":2,"annotations":{"org.opencontainers.image.title":"code.tar.gz"}}],"annotations":{"org.opencontainers.image.title":"weather","org.opencontainers.image.version":"1.0.0"}}`,
    );
  });

  test('config', () => {
    const files = [{ path: 'plugin.json', size: 1, digest: A, mode: '0644', layer: 'code' }] as const;
    expect(text(encodeConfig({ formatVersion: 1, manifest: { version: '1.0.0', name: 'weather' }, files }))).toBe(
      `{"formatVersion":1,"manifest":{"version":"1.0.0","name":"weather"},"files":[{"path":"plugin.json","size":1,"digest":"${A}","mode":"0644","layer":"code"}]}`,
    );
  });

  test('plugin.json', () => {
    expect(text(encodeManifestFile({ name: 'weather', version: '1.0.0' }))).toBe('{\n  "name": "weather",\n  "version": "1.0.0"\n}\n');
  });

  test('manifest of a signature', () => {
    expect(text(encodeSignatureManifest({ subject: { digest: A, size: 1 }, bundle: { digest: B, size: 2 } }))).toBe(
      `{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/vnd.dev.sigstore.bundle.v0.3+json","config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},"layers":[{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","digest":"${B}","size":2}],"subject":{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"${A}","size":1},"annotations":{"dev.sigstore.bundle.content":"dsse-envelope","dev.sigstore.bundle.predicateType":"https://plexi.dev/release/v1"}}`,
    );
  });

  test('signature bundle', () => {
    expect(text(encodeSignatureBundle({ keyId: 'ff'.repeat(32), payload: Buffer.from('{}'), signature: Buffer.alloc(64) }))).toBe(
      `{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"publicKey":{"hint":"${'/'.repeat(42)}8="}},"dsseEnvelope":{"payload":"e30=","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"${'A'.repeat(86)}=="}]}}`,
    );
  });

  test('statement', () => {
    expect(text(encodeStatement({ name: 'weather', version: '1.0.0', digest: A, layers: [{ name: 'assets', digest: B }] }))).toBe(
      `{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"weather@1.0.0","digest":{"sha256":"${'a'.repeat(64)}"}},{"name":"assets.tar.gz","digest":{"sha256":"${'b'.repeat(64)}"}}],"predicateType":"https://plexi.dev/release/v1","predicate":{"name":"weather","version":"1.0.0"}}`,
    );
  });

  test('tar headers', () => {
    const headers = [encodeTarHeader({ path: 'plugin.json', size: 1234, mode: '0644' }), encodeTarHeader({ path: `${'folder/'.repeat(20)}tool`, size: 8 * 2 ** 30 - 1, mode: '0755' })];
    expect(headers.map((header) => computeDigest(header))).toEqual([
      'sha256:f90dd6bfa7ea2c9d3c2b1188554ba0ed7097aef4017f85d2169dc100648a915c',
      'sha256:34e0fe8ddf8d1a5d1cb17c8af7dbc90adbe52e9b640c69f9496bc99121ecafeb',
    ]);
  });
});
