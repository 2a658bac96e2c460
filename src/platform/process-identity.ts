import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** One process of one machine, as other processes can name it. */
export interface ProcessIdentity {
  /** The machine; containers, whose process ids mean nothing outside, count as machines of their own. */
  readonly host: string;
  readonly pid: number;
}

/** This process. */
export function identifyProcess(): ProcessIdentity {
  return { host: `${hostname()}${processNamespace()}`, pid: process.pid };
}

/** Whether a process has ended for certain; `false` when it runs, or is on another machine. */
export function hasEnded({ host, pid }: ProcessIdentity): boolean {
  if (host !== identifyProcess().host) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM: it runs, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

// `pid:[4026531836]` on Linux; nothing elsewhere.
function processNamespace(): string {
  try {
    return `/${/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? ''}`;
  } catch {
    // No /proc: the host name has to do.
    return '';
  }
}
