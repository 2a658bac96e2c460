import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extractRelease } from '../../../src/archive/extract-release.ts';
import { openArchive, type OpenArchive } from '../../../src/archive/open-archive.ts';
import { readRelease } from '../../../src/archive/read-release.ts';
import type { BlobSource } from '../../../src/core/archive/release.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { bytesFile, writeTestArchive } from '../../helpers/write-archive.ts';

async function withArchive<Result>(folder: string, use: (archive: OpenArchive) => Promise<Result>): Promise<Result> {
  const files = [bytesFile('README.md', '# Weather\n'), bytesFile('bin/tool', '#!/bin/sh\n', '0755'), bytesFile('empty', ''), bytesFile('a/b/c/d.txt', 'deep'), bytesFile('large', Buffer.alloc(3_000_000, 'x'))];
  const { file } = await writeTestArchive({ folder, files });
  const archive = await openArchive(file);
  try {
    return await use(archive);
  } finally {
    await archive.close();
  }
}

describe('extractRelease', () => {
  test('unpacks every file with its bytes and its mode', async () => {
    const folder = await createFolder({});
    const target = join(folder, 'weather');
    const files = await withArchive(folder, async (archive) => {
      await extractRelease(archive, archive.release, target);
      return archive.release.config.files;
    });
    expect(readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toHaveLength(files.length);
    expect(readFileSync(join(target, 'a/b/c/d.txt'), 'utf8')).toBe('deep');
    expect(statSync(join(target, 'empty')).size).toBe(0);
    expect(statSync(join(target, 'large')).size).toBe(3_000_000);
    expect(JSON.parse(readFileSync(join(target, 'plugin.json'), 'utf8'))).toMatchObject({ name: 'weather' });
    expect([statSync(join(target, 'bin/tool')).mode & 0o100, statSync(join(target, 'README.md')).mode & 0o100]).toEqual([0o100, 0]);
  });

  test('refuses a target where something is, and touches it not', async () => {
    const folder = await createFolder({ 'weather/mine': 'precious' });
    await withArchive(folder, async (archive) => {
      await expect(extractRelease(archive, archive.release, join(folder, 'weather'))).rejects.toThrowCode('PLX2041');
    });
    expect(readdirSync(join(folder, 'weather'))).toEqual(['mine']);
  });

  test('leaves nothing when it is cancelled', async () => {
    const folder = await createFolder({});
    await withArchive(folder, async (archive) => {
      const abort = new AbortController();
      const failure = extractRelease(archive, archive.release, join(folder, 'weather'), { signal: abort.signal, onRead: () => { abort.abort(); } });
      await expect(failure).rejects.toMatchObject({ name: 'AbortError' });
    });
    expect(readdirSync(folder)).toEqual(['weather.plx']);
  });

  test('reads a release from any source of blobs, and checks what it gets', async () => {
    const folder = await createFolder({});
    await withArchive(folder, async (archive) => {
      const blobs = new Map<string, Buffer>();
      for (const { digest } of archive.release.blobs) {
        const parts: Uint8Array[] = [];
        for await (const part of archive.open(digest)) parts.push(part);
        blobs.set(digest, Buffer.concat(parts));
      }
      const source: BlobSource = {
        async *open(digest) {
          // Byte by byte at first: how a source cuts its blobs must not matter.
          const bytes = blobs.get(digest) ?? Buffer.alloc(0);
          for (let at = 0; at < Math.min(40, bytes.length); at++) yield bytes.subarray(at, at + 1);
          yield bytes.subarray(40);
        },
      };
      const release = await readRelease(source, archive.release.reference);
      expect(release).toEqual(archive.release);
      await extractRelease(source, release, join(folder, 'good'));
      expect(statSync(join(folder, 'good/large')).size).toBe(3_000_000);

      const layer = release.layers[1]?.descriptor.digest ?? '';
      const original = blobs.get(layer) ?? Buffer.alloc(0);
      const endings: readonly Buffer[] = [original.subarray(0, -1), Buffer.concat([original, Buffer.from('x')]), Buffer.alloc(original.length), Buffer.alloc(0)];
      for (const bytes of endings) {
        blobs.set(layer, bytes);
        await expect(extractRelease(source, release, join(folder, 'bad'))).rejects.toThrowCode('PLX2040');
      }
      expect(readdirSync(folder).sort()).toEqual(['good', 'weather.plx']);
    });
  });

  test('leaves nothing when the disk refuses', async () => {
    const folder = await createFolder({});
    writeFileSync(join(folder, 'file'), '');
    await withArchive(folder, async (archive) => {
      await expect(extractRelease(archive, archive.release, join(folder, 'file/weather'))).rejects.toMatchObject({ code: 'ENOTDIR' });
    });
    expect(readdirSync(folder).sort()).toEqual(['file', 'weather.plx']);
  });
});
