import { openSync, readSync } from 'node:fs';

/** Reads how much CPU time one thread has used. */
export interface ThreadCpu {
  /** Milliseconds since the thread began. */
  readonly read: () => number;
}

const LONGEST = 64;

/**
 * Opens the kernel's own account of the CPU time of this thread. It is this thread's whoever reads it, which needs no right to
 * open files; Node.js closes it when the thread ends.
 *
 * @returns Its file descriptor; `undefined` where there is no such account (not Linux, or a kernel without scheduler statistics).
 */
export function openThreadAccount(): number | undefined {
  try {
    return openSync('/proc/thread-self/schedstat', 'r');
  } catch {
    return undefined;
  }
}

/**
 * Makes a reader of an account: 2 µs a read, and true on a loaded machine, where time on the clock is not.
 *
 * @returns `undefined` where nothing is counted.
 */
export function createThreadCpu(account: number | undefined): ThreadCpu | undefined {
  if (account === undefined) return undefined;
  const buffer = Buffer.alloc(LONGEST);
  let last = 0;
  const read = (): number => {
    try {
      // "1234 5 6": nanoseconds on a processor, nanoseconds waiting for one, time slices.
      const length = readSync(account, buffer, 0, LONGEST, 0);
      const used = Number.parseInt(buffer.toString('latin1', 0, length), 10) / 1e6;
      if (used >= last) last = used;
    } catch {
      // The thread has ended: it uses no more.
    }
    return last;
  };
  // A thread that got this far has used some time, so an account that says otherwise is switched off.
  return read() > 0 ? { read } : undefined;
}
