import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openArchive } from '../../../src/archive/open-archive.ts';
import type { WrittenArchive } from '../../../src/archive/write-archive.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { testWith } from '../../helpers/tools.ts';
import { bytesFile, newSigner, writeTestArchive } from '../../helpers/write-archive.ts';

// The commands of the guide, by the word after "sh": the page and these tests cannot differ.
const guide = readFileSync(join(import.meta.dirname, '../../../docs/guide/verify-with-other-tools.md'), 'utf8');
const STEPS = new Map([...guide.matchAll(/```sh (\w+)\n(.*?)```/gs)].map(([, name = '', script = '']) => [name, script]));

let folder: string;
let archive: WrittenArchive;

beforeAll(async () => {
  folder = await createFolder({});
  const signer = newSigner();
  writeFileSync(join(folder, 'author.pub.pem'), signer.publicKey.pem);
  const files = [bytesFile('README.md', '# Weather\n'), bytesFile('bin/tool', '#!/bin/sh\n', '0755'), bytesFile('data.bin', Buffer.alloc(2_500_000, 'plexi'))];
  archive = await writeTestArchive({ folder, name: 'weather-1.0.0.plx', files, signer });
});

function runGuide(...steps: readonly string[]): string {
  const script = ['set -e', ...steps.map((step) => STEPS.get(step) ?? 'exit 9')].join('\n');
  return execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function tamper(step: string, from: string, to: string): void {
  const script = (STEPS.get(step) ?? '').replace(from, to);
  expect(script).not.toBe(STEPS.get(step));
  expect(() => execFileSync('bash', ['-c', ['set -e', STEPS.get('unpack'), STEPS.get('bundle'), script].join('\n')], { cwd: folder, stdio: 'pipe' })).toThrow();
}

describe('the guide', () => {
  testWith(['skopeo'], 'skopeo prints the manifest whose digest names the release', () => {
    const manifest = runGuide('skopeo');
    expect(JSON.parse(manifest)).toMatchObject({ artifactType: 'application/vnd.plexi.plugin.v1' });
    expect(execFileSync('sha256sum', { input: manifest, encoding: 'utf8' }).slice(0, 64)).toBe(archive.digest.slice(7));
  });

  test('tar and gunzip unpack every file with its bytes and mode', async () => {
    runGuide('unpack');
    const opened = await openArchive(archive.file);
    await opened.close();
    const { files } = opened.release.config;
    for (const { path, size, digest, mode } of files) {
      const file = join(folder, 'plugin', path);
      expect(execFileSync('sha256sum', [file], { encoding: 'utf8' }).slice(0, 64)).toBe(digest.slice(7));
      expect([statSync(file).size, statSync(file).mode & 0o100]).toEqual([size, mode === '0755' ? 0o100 : 0]);
    }
    expect(readdirSync(join(folder, 'plugin'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toHaveLength(files.length);
  });

  test('every blob has the digest it is named by', () => {
    expect(runGuide('unpack', 'digests')).toBe('');
  });

  testWith(['cosign'], 'cosign accepts the signature, of this manifest only', () => {
    runGuide('unpack', 'bundle', 'cosign');
    tamper('cosign', '"$manifest"', '"$signature"');
    tamper('cosign', 'release/v1', 'release/v2');
  });

  testWith(['openssl'], 'openssl accepts the signature over the pre-authentication encoding', () => {
    expect(runGuide('unpack', 'bundle', 'openssl')).toContain('Signature Verified Successfully');
    tamper('openssl', 'DSSEv1', 'DSSEv2');
  });

  testWith(['tar'], 'GNU tar writes the same headers', async () => {
    const made = await createFolder({ 'plugin.json': 'x' });
    const tar = execFileSync('tar', ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--format=ustar', '--mode=0644', '-cf', '-', 'plugin.json'], { cwd: made });
    const { encodeTarHeader } = await import('../../../src/core/archive/tar.ts');
    expect(Buffer.from(encodeTarHeader({ path: 'plugin.json', size: 1, mode: '0644' })).equals(tar.subarray(0, 512))).toBe(true);
  });
});
