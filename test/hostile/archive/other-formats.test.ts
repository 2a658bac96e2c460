import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openArchive } from '../../../src/archive/open-archive.ts';
import { createBench, type Bench } from '../../helpers/archive-fixture.ts';
import { makeTar } from '../../helpers/tar-builder.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { makeZip } from '../../helpers/zip-builder.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
});

afterAll(() => bench.close());

const metadata = { path: 'export_metadata.json', bytes: Buffer.from('{"version":"a.1.1-16"}') };
const padding = { path: 'database.bin', bytes: Buffer.alloc(200_000, 7) };
const image = { path: 'manifest.json', bytes: Buffer.from('[]') };

const FILES: readonly (readonly [string, string, Buffer])[] = [
  ['a backup of PlexiChat as zip', 'PLX2031', makeZip([metadata, padding])],
  ['a backup of PlexiChat as zip whose mark comes last', 'PLX2031', makeZip([padding, metadata])],
  ['a backup of PlexiChat as tar', 'PLX2031', makeTar([metadata, padding])],
  ['a backup of PlexiChat as compressed tar', 'PLX2031', gzipSync(makeTar([metadata, padding]))],
  ['a plugin as plain zip', 'PLX2032', makeZip([image])],
  ['an empty zip', 'PLX2032', makeZip([])],
  ['another tar', 'PLX2030', makeTar([image])],
  ['a gzip file', 'PLX2030', gzipSync('hello')],
  ['a damaged gzip file', 'PLX2030', Buffer.concat([gzipSync('hello').subarray(0, 12), Buffer.alloc(600, 0xff)])],
  ['an empty file', 'PLX2030', Buffer.alloc(0)],
  ['zeros', 'PLX2030', Buffer.alloc(10_240)],
  ['a text', 'PLX2030', Buffer.from('hello\n')],
  ['a JavaScript file', 'PLX2030', Buffer.from('console.log(1);\n'.repeat(100))],
];

describe('a file that is something else', () => {
  test.each(FILES)('%s is refused with %s', async (_, code, bytes) => {
    expect(await bench.attempt(bytes)).toEqual({ state: 'malformed', codes: [code], exitCode: 13, written: [], unpacked: false });
  });

  test.skipIf(process.platform === 'win32')('a pipe that nobody writes to is refused with PLX2030, and not waited for', async () => {
    const pipe = join(await createFolder({}), 'pipe.plx');
    execFileSync('mkfifo', [pipe]);
    await expect(openArchive(pipe)).rejects.toThrowCode('PLX2030');
  });
});
