import { randomUUID } from 'node:crypto';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import { syncFolder } from '../../platform/durable.ts';
import { ignoreMissing, makeFolder, removeFile, writeNewFile } from '../../platform/durable-files.ts';
import type { ContentStore } from './file-service.ts';

// People share files with each other, not with everyone who has an account on the machine.
const OWNER_ONLY = 0o600;
const PIECE = 256 * 1024;
const NAME = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Contents in a folder, each a file whose name nobody chooses. */
export interface ContentFolder extends ContentStore<string> {
  /** Removes what a host that was killed left: contents that belong to no file. */
  sweep(kept: ReadonlySet<string>): Promise<void>;
}

/** Whether a text is the name of a content, and so no path to anywhere else. */
export function isContentName(text: unknown): text is string {
  return typeof text === 'string' && NAME.test(text);
}

/** Makes the contents of a folder. One that is removed while somebody reads it goes when the last one is done. */
export function createContentFolder(folder: string): ContentFolder {
  const readers = new Map<string, number>();
  const removed = new Set<string>();
  const locate = (content: string): string => join(folder, content);

  async function release(content: string): Promise<void> {
    const left = (readers.get(content) ?? 0) - 1;
    if (left > 0) readers.set(content, left);
    else readers.delete(content);
    if (left <= 0 && removed.delete(content)) await removeFile(locate(content));
  }

  return {
    async write(pieces) {
      await makeFolder(folder);
      const content = randomUUID();
      try {
        await writeNewFile(locate(content), pieces, OWNER_ONLY);
        await syncFolder(folder);
      } catch (error) {
        await removeFile(locate(content));
        throw error;
      }
      return content;
    },
    read({ content, file: { size } }, { start = 0, end = size }) {
      readers.set(content, (readers.get(content) ?? 0) + 1);
      const pieces = readPart(locate(content), { size, start, end: Math.min(end, size) });
      return endingWith(pieces, () => release(content));
    },
    async remove(content) {
      if (readers.has(content)) removed.add(content);
      else await removeFile(locate(content));
    },
    async sweep(kept) {
      const found = (await readdir(folder).catch(ignoreMissing)) ?? [];
      for (const name of found) if (isContentName(name) && !kept.has(name)) await removeFile(locate(name));
    },
  };
}

/** Pieces that can be read once; what is to be done then happens also where nobody asked for the first one. */
function endingWith(pieces: AsyncGenerator<Uint8Array>, finish: () => Promise<void>): AsyncIterableIterator<Uint8Array> {
  let isDone = false;
  const finishOnce = async (): Promise<void> => {
    if (isDone) return;
    isDone = true;
    await finish();
  };
  return {
    async next() {
      try {
        const step = await pieces.next();
        if (step.done === true) await finishOnce();
        return step;
      } catch (error) {
        await finishOnce();
        throw error;
      }
    },
    async return() {
      await pieces.return(undefined);
      await finishOnce();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

interface Part {
  readonly size: number;
  readonly start: number;
  readonly end: number;
}

async function* readPart(path: string, { size, start, end }: Part): AsyncGenerator<Uint8Array, undefined> {
  const handle = (await open(path).catch(ignoreMissing)) ?? fail('PLX4120', { file: path, reason: 'it is missing' });
  try {
    const found = (await handle.stat()).size;
    if (found !== size) fail('PLX4120', { file: path, reason: `it has ${found} bytes instead of ${size}` });
    for (let at = start; at < end;) {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(Math.min(PIECE, end - at)), 0, undefined, at);
      if (bytesRead === 0) fail('PLX4120', { file: path, reason: 'it became shorter while it was read' });
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
