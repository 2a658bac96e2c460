import { readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { computeDigest, hexOf, type Digest } from '../../../src/core/archive/digest.ts';
import { createBlobStore, removeAbandonedUploads } from '../../../src/registry/blob-store.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

async function* pieces(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

const bytes = Buffer.from('hello, world');
const blob = { mediaType: 'text/plain', digest: computeDigest(bytes), size: bytes.length };

async function read(root: string, digest: Digest): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of createBlobStore(root).open(digest)) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe('a blob store', () => {
  test('keeps bytes under their digest, as an OCI layout does', async () => {
    const root = await createFolder({});
    await createBlobStore(root).write(blob, pieces('hello, ', 'world'));
    expect(await readdir(join(root, 'blobs', 'sha256'))).toEqual([hexOf(blob.digest)]);
    expect(await read(root, blob.digest)).toBe('hello, world');
  });

  for (const [name, texts] of [['other bytes', ['hello, World']], ['fewer bytes', ['hello']], ['more bytes', ['hello, world', '!']], ['none', []]] as const) {
    test(`${name} than the descriptor says are PLX5014, and leave nothing`, async () => {
      const root = await createFolder({});
      await expect(createBlobStore(root).write(blob, pieces(...texts))).rejects.toThrowCode('PLX5014');
      expect([...(await readdir(join(root, 'blobs', 'sha256'))), ...(await readdir(join(root, 'uploads')))]).toEqual([]);
    });
  }

  test('endless bytes are not read to their end', async () => {
    const root = await createFolder({});
    let given = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given += 5;
        yield Buffer.from('bytes');
      }
    }
    await expect(createBlobStore(root).write(blob, endless())).rejects.toThrowCode('PLX5014');
    expect(given).toBeLessThan(20);
  });

  test('what is there is not written again; what is damaged is', async () => {
    const root = await createFolder({});
    const store = createBlobStore(root);
    await store.write(blob, pieces('hello, world'));
    await store.write(blob, pieces());
    const path = join(root, 'blobs', 'sha256', hexOf(blob.digest));
    await writeFile(path, 'hello, WORLD');
    await store.write(blob, pieces('hello, world'));
    expect(await readFile(path, 'utf8')).toBe('hello, world');
  });

  test('a blob that is not there is PLX5014, a link in its place PLX5025', async () => {
    const root = await createFolder({ 'blobs/sha256/other': 'x', target: 'hello, world' });
    await expect(read(root, blob.digest)).rejects.toThrowCode('PLX5014');
    await symlink(join(root, 'target'), join(root, 'blobs', 'sha256', hexOf(blob.digest)));
    await expect(read(root, blob.digest)).rejects.toThrowCode('PLX5025');
  });

  test('two writers of the same bytes at once both succeed', async () => {
    const root = await createFolder({});
    const store = createBlobStore(root);
    await Promise.all(Array.from({ length: 6 }, () => store.write(blob, pieces('hello, ', 'world'))));
    expect(await read(root, blob.digest)).toBe('hello, world');
  });

  test('uploads of killed processes go after an hour, those of living ones stay', async () => {
    const root = await createFolder({ 'uploads/old': 'x', 'uploads/new': 'x' });
    const past = new Date(Date.now() - 2 * 3_600_000);
    await utimes(join(root, 'uploads', 'old'), past, past);
    await removeAbandonedUploads(root, Date.now());
    expect(await readdir(join(root, 'uploads'))).toEqual(['new']);
  });
});
