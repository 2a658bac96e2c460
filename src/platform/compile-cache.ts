import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { getuid } from 'node:process';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** A script that was loaded. */
export interface LoadedScript<Exports> {
  readonly exports: Exports;
  /** Keeps what V8 has compiled by now for the next run; does nothing when that is kept already. */
  keep(): void;
}

const CHECKSUM = 4;
const UNUSED_MS = 30 * 24 * 60 * 60 * 1_000;

/**
 * Loads a CommonJS script, with what V8 made of its text in an earlier run: reading and compiling it again takes longer than
 * most commands take.
 *
 * What is kept belongs to one version of the script and to one version of V8, which refuses any other.
 *
 * @param script - The script, absolute.
 * @param folder - Where compiled code is kept, absolute. It is made for this user alone.
 * @param use - What the script is used for: which of its functions are compiled depends on that.
 */
export function loadScript<Exports>(script: string, folder: string, use: string): LoadedScript<Exports> {
  const { size, mtimeMs } = statSync(script);
  const place = join(folder, `${size}-${Math.trunc(mtimeMs)}`);
  const file = join(place, `${use}.bin`);
  const cachedData = readOwn(file);
  const compiled = new Script(`(function (exports, require, module, __filename, __dirname) {${readFileSync(script, 'latin1')}\n})`, { filename: script, cachedData });
  const module = { exports: {} as Exports };
  const run = compiled.runInThisContext() as (...args: readonly unknown[]) => void;
  run(module.exports, createRequire(script), module, script, dirname(script));
  return {
    exports: module.exports,
    keep() {
      if (cachedData !== undefined && compiled.cachedDataRejected !== true) return;
      try {
        writeOwn(file, compiled.createCachedData());
        removeUnused(folder, place);
      } catch {
        // A disk that is full or cannot be written: the next run takes as long as this one.
      }
    },
  };
}

// Compiled code is code: it is taken from nobody else. V8 does not notice a wrong bit in it, and may break down.
function readOwn(file: string): Buffer | undefined {
  try {
    const { uid, mode } = lstatSync(file);
    if (getuid !== undefined && (uid !== getuid() || (mode & 0o022) !== 0)) return undefined;
    const bytes = readFileSync(file);
    const code = bytes.subarray(CHECKSUM);
    return bytes.readUInt32LE() === crc32(code) ? code : undefined;
  } catch {
    // It is not there yet, it cannot be read, or it is shorter than a checksum.
    return undefined;
  }
}

function writeOwn(file: string, code: Uint8Array): void {
  const checksum = Buffer.alloc(CHECKSUM);
  checksum.writeUInt32LE(crc32(code));
  const unfinished = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(unfinished, Buffer.concat([checksum, code]), { mode: 0o600 });
  renameSync(unfinished, file);
}

function removeUnused(folder: string, place: string): void {
  for (const name of readdirSync(folder)) {
    const other = join(folder, name);
    if (other !== place && statSync(other).mtimeMs < Date.now() - UNUSED_MS) rmSync(other, { recursive: true });
  }
}
