import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { CallRecord } from './call-records.ts';

/** A file that keeps what plugins have called. */
export interface CallLog {
  /** For `createPluginManager({ onCall })`. */
  readonly onCall: (record: CallRecord) => void;
  /** Settles when everything is written. @throws What went wrong while it was written. */
  close(): Promise<void>;
}

// As much may wait for a slow disk.
const LONGEST_QUEUE = 4 * 1024 * 1024;
// Who calls what is not everybody's business.
const OWNER_ONLY = 0o600;

/**
 * Makes a log that appends every call to a file, as one line of JSON. Whoever makes it closes it.
 *
 * Where the disk does not keep up, records are left out, and a line `{"leftOut":n}` says how many.
 *
 * @param onError - Told once when the file can no longer be written: from then on nothing is kept.
 */
export function createCallLog({ file, onError = () => undefined }: { readonly file: string; readonly onError?: (error: unknown) => void }): CallLog {
  const stream = createWriteStream(file, { flags: 'a', mode: OWNER_ONLY });
  const written = finished(stream);
  written.catch(onError);
  let leftOut = 0;
  const write = (line: object): void => void stream.write(`${JSON.stringify(line)}\n`);

  function tellLeftOut(): void {
    if (leftOut > 0) write({ leftOut });
    leftOut = 0;
  }

  return {
    onCall(record) {
      if (stream.writableLength >= LONGEST_QUEUE) {
        leftOut += 1;
        return;
      }
      tellLeftOut();
      write(record);
    },
    async close() {
      tellLeftOut();
      stream.end();
      await written;
    },
  };
}
