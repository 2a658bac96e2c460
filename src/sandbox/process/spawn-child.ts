import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { createFrameReader, encodeFrame, type Frame } from './frames.ts';
import type { ToProcess } from './messages.ts';

/** A process and the channel to it. */
export interface Child {
  send(message: ToProcess, parts?: readonly Uint8Array[]): void;
  /** Ends it at once; `reason` is what `ended` tells. */
  kill(reason: string): void;
  /** Whether this process stays alive for it. */
  hold(isHeld: boolean): void;
  /** Settles with the reason when it has ended. */
  readonly ended: Promise<string>;
}

/** How a process is started, and who hears it. */
export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** What the program reads from its standard input. */
  readonly input: string;
  /** The longest frame that it may send. */
  readonly longest: () => number;
  /** Takes what it sends; a `RangeError` ends it. */
  readonly onFrame: (frame: Frame) => void;
}

const LONGEST_COMPLAINT = 2_000;
/** How long what a process has sent before its end may take to arrive. */
const LAST_WORDS_MS = 500;

/** Starts a process that has nothing of this one but a channel: no environment and no descriptor. */
export function spawnChild({ command, args, folder, input, longest, onFrame }: ChildOptions): Child {
  // In a group of its own: who interrupts the host at a terminal does not end its plugins before the host can.
  const child = spawn(command, args, { env: {}, cwd: folder, stdio: ['pipe', 'ignore', 'pipe', 'pipe'], detached: true, windowsHide: true });
  const [stdin, , stderr, channel] = child.stdio as readonly unknown[] as readonly [Writable, null, Socket, Socket];
  let complaint = '';
  let killedFor: string | undefined;
  let hasEnded = false;

  const hold = (isHeld: boolean): void => {
    for (const handle of [child, channel]) {
      if (isHeld) handle.ref();
      else handle.unref();
    }
  };
  const kill = (reason: string): void => {
    killedFor ??= reason;
    // Whoever ends it waits for its end.
    hold(true);
    child.kill('SIGKILL');
  };
  const read = createFrameReader(longest, onFrame);
  channel.on('data', (chunk: Buffer) => {
    if (killedFor !== undefined) return;
    try {
      read(chunk);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      kill(error.message);
    }
  });
  stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-LONGEST_COMPLAINT);
  });
  // Of a process that has ended: `ended` tells it.
  for (const stream of [channel, stdin, stderr]) stream.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    let lastWords: NodeJS.Timeout | undefined;
    const end = (reason: string): void => {
      hasEnded = true;
      clearTimeout(lastWords);
      channel.destroy();
      resolve(killedFor ?? reason);
    };
    child.once('error', (error) => { end(error.message); });
    const endNormally = (code: number | null, signal: string | null): void => { end(describeEnd(code, signal, complaint)); };
    child.once('close', endNormally);
    // Whoever broke out may have left a process of their own behind, which keeps the channel open.
    child.once('exit', (code, signal) => { lastWords = setTimeout(endNormally, LAST_WORDS_MS, code, signal); });
  });
  stderr.unref();
  stdin.end(input);

  return {
    send(message, parts) {
      if (!hasEnded) channel.write(encodeFrame(message, parts));
    },
    kill,
    hold,
    ended,
  };
}

function describeEnd(code: number | null, signal: string | null, complaint: string): string {
  const end = signal === null ? `it exited with ${code ?? 'no code'}` : `it was ended by ${signal}`;
  const lines = complaint.split('\n').filter((each) => each.trim() !== '');
  // Node.js begins with where it was.
  const line = lines.find((each) => each.includes('rror')) ?? lines[0];
  return line === undefined ? end : `${end}: ${line.trim()}`;
}
