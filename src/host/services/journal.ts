import { open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../../platform/durable.ts';
import { hasCode, makeFolder, replaceFile } from '../../platform/durable-files.ts';

/** A file that grows by lines. */
export interface Journal {
  /** Adds a line; it is on the disk when this settles. */
  append(line: string): Promise<void>;
}

/** What keeping a journal takes. */
export interface JournalOptions {
  readonly file: string;
  /** How many bytes of lines the file holds, and whether the last one was cut off. */
  readonly found: Pick<JournalLines, 'bytes' | 'isCut'>;
  /** The lines that say the same as all lines so far, in fewer. */
  readonly summarize: () => Iterable<string>;
}

/** What a journal held when it was opened. */
export interface JournalLines {
  readonly lines: readonly string[];
  readonly bytes: number;
  /** Whether the end of the last line is missing: it was never kept. */
  readonly isCut: boolean;
}

// Below this, writing the file anew costs more than the lines that nobody needs any more.
const SMALLEST_REWRITE = 1024 * 1024;

/** Reads a journal; where there is no file, there are no lines. */
export async function readJournal(file: string): Promise<JournalLines> {
  try {
    const text = await readFile(file, 'utf8');
    const lines = text.split('\n');
    const last = lines.pop();
    return { lines, bytes: Buffer.byteLength(text), isCut: last !== '' };
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return { lines: [], bytes: 0, isCut: false };
    throw error;
  }
}

/** Makes the journal of a file. Lines that come while others are being written go to the disk together. */
export function createJournal({ file, found, summarize }: JournalOptions): Journal {
  let bytes = found.bytes;
  let smallest = found.bytes;
  let isCut = found.isCut;
  let waiting: string[] = [];
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  async function write(lines: readonly string[]): Promise<void> {
    // What follows a line without an end would be lost with it.
    if (isCut || bytes > 2 * smallest + SMALLEST_REWRITE) return rewrite();
    const added = toBytes(lines);
    isCut = true;
    await appendDurably(file, added, bytes === 0);
    isCut = false;
    bytes += added.length;
  }

  async function rewrite(): Promise<void> {
    const all = toBytes(summarize());
    await replaceFile(file, all);
    isCut = false;
    bytes = all.length;
    smallest = all.length;
  }

  return {
    append(line) {
      waiting.push(line);
      next ??= last = last.catch(() => undefined).then(() => {
        const lines = waiting;
        waiting = [];
        next = undefined;
        return write(lines);
      });
      return next;
    },
  };
}

function toBytes(lines: Iterable<string>): Buffer {
  return Buffer.from([...lines].map((line) => `${line}\n`).join(''));
}

async function appendDurably(file: string, bytes: Buffer, isNew: boolean): Promise<void> {
  if (isNew) await makeFolder(dirname(file));
  const handle = await open(file, 'a');
  try {
    await handle.appendFile(bytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  if (isNew) await syncFolder(dirname(file));
}
