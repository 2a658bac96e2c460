import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openArchive } from '../../../src/archive/open-archive.ts';
import type { PackedFile } from '../../../src/core/archive/packed-file.ts';
import { generatePrivateKey } from '../../../src/core/signing/signer.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { bytesFile, newSigner, writeTestArchive } from '../../helpers/write-archive.ts';

function diskFile(folder: string, path: string): PackedFile {
  const file = join(folder, path);
  const { size, mtimeMs, ctimeMs } = statSync(file);
  return { path, mode: '0644', content: { file, size, modified: mtimeMs, changed: ctimeMs } };
}

function changeSecretly(file: string): void {
  const { atime, mtime } = statSync(file);
  writeFileSync(file, 'same bytes');
  utimesSync(file, atime, mtime);
}

describe('writeArchive', () => {
  test('gives the same bytes for the same files and key, whatever their order', async () => {
    const folder = await createFolder({});
    const signer = newSigner();
    const files = [bytesFile('b', 'B'), bytesFile('a', 'A'), bytesFile('ä', 'Ä'), bytesFile('Z/x', 'X', '0755')];
    const one = await writeTestArchive({ folder, name: 'one.plx', files, signer });
    const two = await writeTestArchive({ folder, name: 'two.plx', files: [...files].reverse(), signer });
    expect(two.fileDigest).toBe(one.fileDigest);
    expect(await readFile(one.file)).toEqual(await readFile(two.file));
  });

  test('gives the same digest with two keys, and without one', async () => {
    const folder = await createFolder({});
    const archives = await Promise.all([newSigner(), newSigner(), null].map((signer, index) => writeTestArchive({ folder, name: `${index}.plx`, signer })));
    expect(new Set(archives.map(({ digest }) => digest)).size).toBe(1);
    expect(new Set(archives.map(({ fileDigest }) => fileDigest)).size).toBe(3);
    expect(archives.map(({ keyId }) => keyId !== undefined)).toEqual([true, true, false]);
  });

  test('sorts by the bytes of the path, code before assets', async () => {
    const folder = await createFolder({});
    const files = ['z', 'B', 'a', 'é', '\u{1f600}', '\uff5e', 'dist/plugin.js.map'].map((path) => bytesFile(path, path));
    const { file } = await writeTestArchive({ folder, files });
    const archive = await openArchive(file);
    await archive.close();
    // U+FF5E sorts before U+1F600 by bytes, after it by UTF-16 units.
    expect(archive.release.config.files.map(({ path }) => path)).toEqual(['dist/plugin.js', 'dist/plugin.js.map', 'plugin.json', 'B', 'a', 'z', 'é', '\uff5e', '\u{1f600}']);
  });

  test('says size and digest of the file it wrote', async () => {
    const folder = await createFolder({});
    const { file, size, fileDigest } = await writeTestArchive({ folder, files: [bytesFile('a', 'x'.repeat(3_000_000))] });
    expect(statSync(file).size).toBe(size);
    expect(execFileSync('sha256sum', [file], { encoding: 'utf8' }).slice(0, 64)).toBe(fileDigest.slice(7));
  });

  test('replaces an older archive, and leaves nothing else', async () => {
    const folder = await createFolder({ 'weather.plx': 'old' });
    const { size } = await writeTestArchive({ folder });
    expect(statSync(join(folder, 'weather.plx')).size).toBe(size);
    expect(readdirSync(folder)).toEqual(['weather.plx']);
  });

  test('packs files larger than a chunk, from disk', async () => {
    const folder = await createFolder({});
    const bytes = Buffer.alloc(5_000_123, 'plexi ');
    writeFileSync(join(folder, 'large.bin'), bytes);
    const { file } = await writeTestArchive({ folder, files: [diskFile(folder, 'large.bin'), bytesFile('small', 'x')] });
    const archive = await openArchive(file);
    await archive.close();
    expect(archive.release.config.files.find(({ path }) => path === 'large.bin')?.size).toBe(bytes.length);
  });
});

const PATHS = [
  ['a path that is too long', ['x'.repeat(101)], 'PLX2001'],
  ['a name that Windows reserves', ['aux.txt'], 'PLX2002'],
  ['a name that ends in a dot', ['folder./x'], 'PLX2002'],
  ['names that differ by case', ['A', 'a'], 'PLX2003'],
  ['names that differ by Unicode form', ['é', 'e\u0301'], 'PLX2003'],
  ['a second plugin.json', ['plugin.json'], 'PLX2003'],
] as const;

describe('writeArchive refuses, and leaves nothing behind', () => {
  test.each(PATHS)('%s', async (_, paths, code) => {
    const folder = await createFolder({});
    await expect(writeTestArchive({ folder, files: paths.map((path) => bytesFile(path, '')) })).rejects.toThrowCode(code);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('every path that is wrong, at once', async () => {
    const folder = await createFolder({});
    const failure = writeTestArchive({ folder, files: ['aux', 'nul', 'x'.repeat(101)].map((path) => bytesFile(path, '')) });
    await expect(failure).rejects.toMatchObject({ diagnostics: [{ code: 'PLX2002' }, { code: 'PLX2002' }, { code: 'PLX2001' }] });
  });

  test.each([
    ['a private key at hand', generatePrivateKey()],
    ['a private key inside a text', `# Setup\n\n${generatePrivateKey()}\nDone.`],
    ['a private key inside JSON', JSON.stringify({ key: generatePrivateKey() })],
  ])('%s', async (_, text) => {
    const folder = await createFolder({ 'notes.txt': text });
    await expect(writeTestArchive({ folder, files: [bytesFile('notes.txt', text)] })).rejects.toThrowCode('PLX2010');
    await expect(writeTestArchive({ folder, files: [diskFile(folder, 'notes.txt')] })).rejects.toThrowCode('PLX2010');
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });

  const CHANGES: readonly (readonly [string, (file: string) => void])[] = [
    ['grew', (file) => { appendFileSync(file, 'x'); }],
    ['shrank', (file) => { truncateSync(file, 3); }],
    ['was touched', (file) => { utimesSync(file, 1, 1); }],
    ['was changed and given its old time', (file) => { changeSecretly(file); }],
  ];

  test.each(CHANGES)('a file that %s after it was listed', async (_, change) => {
    const folder = await createFolder({ data: 'some bytes' });
    const listed = diskFile(folder, 'data');
    change(join(folder, 'data'));
    await expect(writeTestArchive({ folder, files: [listed] })).rejects.toThrowCode('PLX2007');
    expect(readdirSync(folder)).toEqual(['data']);
  });

  test('a file that became a link after it was listed', async () => {
    const folder = await createFolder({ data: 'some bytes', other: 'some bytes' });
    const listed = diskFile(folder, 'data');
    execFileSync('rm', [join(folder, 'data')]);
    symlinkSync(join(folder, 'other'), join(folder, 'data'));
    await expect(writeTestArchive({ folder, files: [listed] })).rejects.toThrowCode('PLX2007');
  });

  test('a file that became a pipe after it was listed, without waiting for it', async () => {
    const folder = await createFolder({ data: '' });
    const listed = diskFile(folder, 'data');
    execFileSync('rm', [join(folder, 'data')]);
    execFileSync('mkfifo', [join(folder, 'data')]);
    await expect(writeTestArchive({ folder, files: [listed] })).rejects.toThrowCode('PLX2007');
  });

  test('a file that became a folder after it was listed', async () => {
    const folder = await createFolder({ data: 'some bytes' });
    const listed = diskFile(folder, 'data');
    execFileSync('rm', [join(folder, 'data')]);
    execFileSync('mkdir', [join(folder, 'data')]);
    await expect(writeTestArchive({ folder, files: [listed] })).rejects.toThrowCode('PLX2007');
  });

  test('a file that went after it was listed', async () => {
    const folder = await createFolder({ data: 'some bytes' });
    const listed = diskFile(folder, 'data');
    execFileSync('rm', [join(folder, 'data')]);
    await expect(writeTestArchive({ folder, files: [listed] })).rejects.toThrowCode('PLX2007');
  });

  test('to go on once it is cancelled, whatever it is doing', async () => {
    const bytes = Buffer.alloc(6_000_000, 'plexi');
    for (const after of [0, 1, 3, 5]) {
      const folder = await createFolder({ 'weather.plx': 'old' });
      const abort = new AbortController();
      let updates = 0;
      const onProgress = (): void => {
        if (updates++ >= after) abort.abort();
      };
      await expect(writeTestArchive({ folder, files: [bytesFile('large', bytes)], signal: abort.signal, onProgress })).rejects.toMatchObject({ name: 'AbortError' });
      expect(readdirSync(folder)).toEqual(['weather.plx']);
      expect(await readFile(join(folder, 'weather.plx'), 'utf8')).toBe('old');
    }
  });

  test('to write where there is no folder', async () => {
    await expect(writeTestArchive({ folder: '/does/not/exist' })).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
