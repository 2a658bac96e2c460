// One key is one folder. Its values are files `@1`, `@2`, …, each created once; the highest number is the key's value,
// and an empty file says that the key has none. Whoever writes `@N` first puts a claim into the folder, `+N-…`, then
// looks that `@N-1` is the newest, fills the claim, and gives it the name `@N`, which fails where `@N` exists.
//
// Old numbers are removed, so `@N` might be free again: a writer that slept since it looked could write into the past
// and believe that its write took effect. It cannot. A number is removed only when no claim for it stands in the folder.
// A claim that was there before the remover looked protects the number; a claim that came later was followed by its
// writer's look, which sees the newer number that made the remover think of `@N` as old, and gives up. The claims of
// killed writers are removed after a while: should such a writer wake up, it has nothing left to name.
import { randomUUID } from 'node:crypto';
import { link, lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import { syncFolder } from '../../platform/durable.ts';
import { hasCode, ignoreMissing, removeFile, writeNewFile } from '../../platform/durable-files.ts';
import { readRegularFile } from '../regular-file.ts';

const VALUE = /^@([1-9]\d{0,14})$/;
const CLAIM = /^\+([1-9]\d{0,14})-/;
const HIGHEST = 10 ** 15 - 1;

/** Values before the newest that stay, so that whoever just listed the folder can still read what it saw. */
const KEPT = 4;
const CLAIM_LASTS_MS = 60_000;

/** Values are read whole: a larger one is no value of ours. */
export const MAX_VALUE_BYTES = 16 * 1024 * 1024;

/** The newest value of a key's folder, by number; an empty body says that the key has no value. */
export interface Newest {
  readonly number: number;
  readonly body: Uint8Array;
}

const NOTHING: Newest = { number: 0, body: new Uint8Array() };

/** Whether a name in a store's folder belongs to a key's chain instead of being a longer key. */
export function isChainFile(name: string): boolean {
  return VALUE.test(name) || CLAIM.test(name);
}

/** Reads a key's newest value. */
export async function readNewest(folder: string): Promise<Newest> {
  for (let before = 0; ; ) {
    const { newest } = await listChain(folder);
    if (newest === 0) return NOTHING;
    const body = await readValue(join(folder, `@${newest}`));
    if (body !== undefined) return { number: newest, body };
    // Removed between the two steps, so there are newer ones by now; unless it is a planted folder with nothing in it.
    if (newest === before) fail('PLX5013', { what: join(folder, `@${newest}`), reason: 'it has no contents' });
    before = newest;
  }
}

/** Whether a key has a value, without reading it. */
export async function hasValue(folder: string): Promise<boolean> {
  const { newest } = await listChain(folder);
  if (newest === 0) return false;
  const path = join(folder, `@${newest}`);
  const stats = await lstat(path).catch(ignoreMissing);
  // Removed between the two steps: so there are newer ones by now.
  if (stats === undefined) return hasValue(folder);
  if (!stats.isDirectory()) return stats.size > 0;
  const body = await lstat(join(path, BOXED)).catch(ignoreMissing);
  // Whoever reads a planted folder refuses it; here it must not hide other keys.
  return body?.isFile() !== true || body.size > 0;
}

// Where there are no hard links, a value is a folder with one file.
const BOXED = 'body';

async function readValue(path: string): Promise<Buffer | undefined> {
  const stats = await lstat(path).catch(ignoreMissing);
  return readRegularFile(stats?.isDirectory() === true ? join(path, BOXED) : path, MAX_VALUE_BYTES);
}

/** A value to write after number `after`. */
export interface Append {
  readonly folder: string;
  readonly after: number;
  readonly body: Uint8Array;
}

/**
 * Writes the next value, durably.
 *
 * @param hardLinks - `false` for file systems known to have none.
 * @returns `false` when `after` is not the newest any more; nothing is written then.
 * @throws {@link PlexiError} `PLX5013` when there is no number after it: nobody counts so far, so it was planted.
 */
export async function appendValue(append: Append, hardLinks: boolean): Promise<boolean> {
  if (append.after >= HIGHEST) fail('PLX5013', { what: append.folder, reason: 'its values have used up all numbers' });
  const linked = hardLinks ? await appendLinked(append) : undefined;
  if (!(linked ?? (await appendBoxed(append)))) return false;
  await syncFolder(append.folder);
  await removeOld(append.folder);
  return true;
}

/** @returns `undefined` where there are no hard links. */
async function appendLinked({ folder, after, body }: Append): Promise<boolean | undefined> {
  const claim = join(folder, `+${after + 1}-${randomUUID()}`);
  const handle = await open(claim, 'wx');
  try {
    if ((await listChain(folder)).newest !== after) return false;
    await handle.writeFile(body);
    await handle.sync();
    await link(claim, join(folder, `@${after + 1}`));
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST', 'ENOENT')) return false;
    // FAT, some network shares and Android refuse links, each with an error of its own. Anything else wrong with the
    // folder will be wrong with the next attempt too.
    return undefined;
  } finally {
    await handle.close();
    await removeFile(claim);
  }
}

// A folder is renamed over no file and over no folder that holds something.
async function appendBoxed({ folder, after, body }: Append): Promise<boolean> {
  const claim = join(folder, `+${after + 1}-${randomUUID()}`);
  const value = join(folder, `@${after + 1}`);
  await mkdir(claim);
  try {
    if ((await listChain(folder)).newest !== after) return false;
    await writeNewFile(join(claim, BOXED), [body]);
    await syncFolder(claim);
    await rename(claim, value);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'ENOENT')) return false;
    // Windows answers EPERM where the name is taken.
    if ((await lstat(value).catch(ignoreMissing)) !== undefined) return false;
    throw error;
  } finally {
    await rm(claim, { recursive: true, force: true });
  }
}

async function removeOld(folder: string): Promise<void> {
  const { values, claims, newest } = await listChain(folder);
  const claimed = new Set<number>();
  for (const { name, number } of claims) {
    if (await isForgotten(join(folder, name))) await rm(join(folder, name), { recursive: true, force: true });
    else claimed.add(number);
  }
  const old = values.filter((number) => number < newest - KEPT && !claimed.has(number));
  await Promise.all(old.map((number) => rm(join(folder, `@${number}`), { recursive: true, force: true })));
}

async function isForgotten(claim: string): Promise<boolean> {
  const stats = await stat(claim).catch(ignoreMissing);
  return stats !== undefined && Date.now() - stats.mtimeMs > CLAIM_LASTS_MS;
}

interface Chain {
  readonly values: readonly number[];
  readonly claims: readonly { readonly name: string; readonly number: number }[];
  readonly newest: number;
}

async function listChain(folder: string): Promise<Chain> {
  const names = (await readdir(folder).catch(ignoreMissing)) ?? [];
  const values = names.flatMap((name) => matchNumber(VALUE, name));
  const claims = names.flatMap((name) => matchNumber(CLAIM, name).map((number) => ({ name, number })));
  return { values, claims, newest: values.reduce((highest, number) => Math.max(highest, number), 0) };
}

function matchNumber(pattern: RegExp, name: string): readonly number[] {
  const digits = pattern.exec(name)?.[1];
  return digits === undefined ? [] : [Number(digits)];
}
