import type { Attachments } from '../attachments.ts';
import type { SandboxLimits } from '../../core/limits/plugin-limits.ts';
import type { FromWorker, ToWorker } from '../wire.ts';
import type { GuestSettings } from '../worker/settings.ts';

/** From the host to its process. Numbers name threads; each is used once. */
export type ToProcess =
  /** The code of a worker and the names of the extensions of QuickJS. Beside it: QuickJS, and the extensions. */
  | readonly ['setup', worker: string, extensions: readonly string[]]
  /** Beside it: the kernels, in the order of their names. */
  | readonly ['start', thread: number, settings: Omit<GuestSettings, 'kernels'>, kernels: readonly string[]]
  | readonly ['batch', thread: number, messages: readonly unknown[]]
  | readonly ['end', thread: number]
  | readonly ['ping'];

/** From the process to its host. */
export type FromProcess =
  | readonly ['ready']
  | readonly ['batch', thread: number, messages: readonly unknown[]]
  | readonly ['ended', thread: number]
  | readonly ['pong'];

/** Messages without the bytes that belong to them, and these. */
export interface DetachedBatch {
  readonly messages: readonly unknown[];
  readonly parts: readonly Uint8Array[];
}

/** Takes the bytes out of a batch; in their place it says only that there are some. */
export function detachBytes(batch: readonly (ToWorker | FromWorker)[]): DetachedBatch {
  const parts: Uint8Array[] = [];
  const messages = batch.map((message) => {
    const last = message.at(-1);
    if (typeof last !== 'object') return message;
    parts.push(new Uint8Array(last.bytes));
    return [...message.slice(0, -1), { places: last.places }];
  });
  return { messages, parts };
}

/**
 * Puts bytes back into a batch, in order. What kind of messages they are is for others to judge.
 *
 * @throws RangeError when there are more or fewer of them than places.
 */
export function attachBytes(batch: unknown, parts: readonly Uint8Array<ArrayBuffer>[]): readonly unknown[] {
  if (!Array.isArray(batch)) throw new RangeError('a batch is no list');
  const left = [...parts];
  const messages = batch.map((message: unknown): unknown => {
    if (!Array.isArray(message)) return message;
    const fields = message as readonly unknown[];
    const last = fields.at(-1);
    if (typeof last !== 'object' || last === null) return message;
    const part = left.shift();
    if (part === undefined) throw new RangeError('bytes of a batch are missing');
    const { places } = last as Partial<Attachments>;
    return [...fields.slice(0, -1), { places, bytes: part.buffer }];
  });
  if (left.length > 0) throw new RangeError('a batch has bytes that belong nowhere');
  return messages;
}

// Texts are JSON in JSON: a character takes six bytes at most.
const LONGEST_CHARACTER = 6;
const OTHER_BYTES = 1024 * 1024;

/** How long a frame with one message of a thread may be. */
export function measureLongestFrame({ messageBytes, attachmentBytes }: Pick<SandboxLimits, 'messageBytes' | 'attachmentBytes'>): number {
  return messageBytes * LONGEST_CHARACTER + attachmentBytes + OTHER_BYTES;
}
