import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import { ignoreMissing, makeFolder } from '../../platform/durable-files.ts';
import type { Store } from '../store.ts';
import { decodeSegment, encodeKey } from './encode-key.ts';
import { appendValue, hasValue, isChainFile, MAX_VALUE_BYTES, readNewest } from './version-chain.ts';

/** How a file store works. */
export interface FileStoreOptions {
  /** `false`: never try hard links. */
  readonly hardLinks?: boolean;
}

/**
 * A store in a folder, for any number of processes at once, on any file system that renames folders atomically.
 *
 * Nothing is cached and nothing locked: a process may be killed between any two steps.
 */
export function createFileStore(root: string, options: FileStoreOptions = {}): Store {
  const hardLinks = options.hardLinks ?? true;

  async function append(key: string, after: number, body: Uint8Array): Promise<string | undefined> {
    const folder = join(root, ...encodeKey(key));
    await makeFolder(folder);
    return (await appendValue({ folder, after, body }, hardLinks)) ? String(after + 1) : undefined;
  }

  let realRoot: string | undefined;

  async function read(key: string): ReturnType<typeof readNewest> {
    const segments = encodeKey(key);
    realRoot ??= await realpath(root).catch(ignoreMissing);
    if (realRoot !== undefined) await refuseDetour(realRoot, segments);
    return readNewest(join(root, ...segments));
  }

  return {
    async get(key) {
      const { number, body } = await read(key);
      return body.length === 0 ? undefined : { body, etag: String(number) };
    },
    list: (prefix) => listKeys(root, prefix),
    async putIfAbsent(key, body) {
      checkBody(body);
      for (;;) {
        const newest = await read(key);
        if (newest.body.length > 0) return undefined;
        const etag = await append(key, newest.number, body);
        if (etag !== undefined) return etag;
      }
    },
    async putIfMatch(key, body, etag) {
      checkBody(body);
      const newest = await read(key);
      const isCurrent = newest.body.length > 0 && etag === String(newest.number);
      return isCurrent ? append(key, newest.number, body) : undefined;
    },
    async delete(key) {
      for (;;) {
        const newest = await read(key);
        if (newest.body.length === 0) return;
        if ((await append(key, newest.number, new Uint8Array())) !== undefined) return;
      }
    },
  };
}

function checkBody(body: Uint8Array): void {
  if (body.length === 0 || body.length > MAX_VALUE_BYTES) throw new RangeError(`a value has 1 to ${MAX_VALUE_BYTES} bytes`);
}

// A link planted in place of a folder would have the store write, or believe, files elsewhere.
async function refuseDetour(realRoot: string, segments: readonly string[]): Promise<void> {
  for (let count = segments.length; count > 0; count--) {
    const path = join(realRoot, ...segments.slice(0, count));
    const found = await realpath(path).catch(ignoreMissing);
    if (found === undefined) continue;
    if (found !== path) fail('PLX5025', { path });
    return;
  }
}

async function* listKeys(root: string, prefix: string): AsyncGenerator<string, void, undefined> {
  if (prefix !== '' && !prefix.endsWith('/')) throw new RangeError(`not a prefix: ${JSON.stringify(prefix)}`);
  const folder = join(root, ...(prefix === '' ? [] : encodeKey(prefix.slice(0, -1))));
  const entries = await readdir(folder, { withFileTypes: true }).catch(ignoreMissing);
  for (const entry of entries ?? []) {
    const segment = isChainFile(entry.name) ? undefined : decodeSegment(entry.name);
    if (segment === undefined) continue;
    // A link is listed, so that reading it is refused instead of its plugin being missing without a word.
    if (entry.isSymbolicLink()) yield `${prefix}${segment}`;
    if (!entry.isDirectory()) continue;
    if (await hasValue(join(folder, entry.name))) yield `${prefix}${segment}`;
    yield* listKeys(root, `${prefix}${segment}/`);
  }
}
