import { chmodSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadScript, type LoadedScript } from '../../../src/platform/compile-cache.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

interface Exports {
  readonly answer: () => number;
  readonly place: string;
  readonly neighbour: number;
}

const TEXT = "exports.answer = () => 42; exports.place = __filename; exports.neighbour = require('./neighbour.cjs');";

let folder = '';
let script = '';
beforeEach(async () => {
  folder = await createFolder({ 'main.cjs': TEXT, 'neighbour.cjs': 'module.exports = 7;' });
  script = join(folder, 'main.cjs');
});

const load = (): LoadedScript<Exports> => loadScript<Exports>(script, join(folder, 'cache'), 'pack');

async function keep(): Promise<string> {
  const loaded = load();
  loaded.exports.answer();
  loaded.keep();
  const [place = ''] = await readdir(join(folder, 'cache'));
  return join(folder, 'cache', place, 'pack.bin');
}

describe('loadScript', () => {
  test('gives a script what CommonJS gives it', () => {
    expect(load().exports).toMatchObject({ place: script, neighbour: 7 });
  });

  test('keeps what was compiled for its user alone, and does not write it again', async () => {
    const file = await keep();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    utimesSync(file, 1, 1);
    const again = load();
    expect(again.exports.answer()).toBe(42);
    again.keep();
    expect(statSync(file).mtimeMs).toBe(1_000);
  });

  test.each([
    ['another bit', (bytes: Buffer) => { bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1); return bytes; }],
    ['half of it', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['nothing', () => Buffer.alloc(0)],
    ['code of nobody knows what', () => Buffer.from('no code at all')],
  ])('compiles again where %s was kept', async (_what, spoil) => {
    const file = await keep();
    const good = readFileSync(file);
    writeFileSync(file, spoil(Buffer.from(good)));
    const again = load();
    expect(again.exports.answer()).toBe(42);
    again.keep();
    expect(readFileSync(file).length).toBe(good.length);
  });

  test.skipIf(process.platform === 'win32')('takes no code from a file that others can write', async () => {
    const file = await keep();
    chmodSync(file, 0o666);
    const again = load();
    again.keep();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('keeps each version of a script apart', async () => {
    await keep();
    writeFileSync(script, TEXT.replace('42', '1_042'));
    expect(load().exports.answer()).toBe(1_042);
  });

  test('removes what nobody has used for a month', async () => {
    const old = join(folder, 'cache', '1-1');
    await mkdir(old, { recursive: true });
    utimesSync(old, 1, 1);
    await keep();
    expect(await readdir(join(folder, 'cache'))).toHaveLength(1);
  });

  test('goes on where nothing can be kept', () => {
    writeFileSync(join(folder, 'cache'), 'a file where a folder should be');
    const loaded = load();
    expect(loaded.exports.answer()).toBe(42);
    loaded.keep();
  });
});
