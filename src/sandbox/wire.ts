import type { MessagePort } from 'node:worker_threads';
import type { Attachments } from './attachments.ts';
import type { LogLevel } from './engine.ts';
import { LONGEST_FAILURE, LONGEST_LINE, LONGEST_METHOD, LONGEST_STACK } from './text-limits.ts';

const FAULT_KINDS = [
  'cpu-turn',
  'cpu-rate',
  'memory',
  'stack',
  'calls-in-flight',
  'call-rate',
  'log-rate',
  'evaluation',
  'registration',
  'protocol',
  'kernel',
  'kernel-cpu',
  'crash',
] as const;

const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Why a sandbox was ended. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** From the host to its worker. Values are JSON text, and the bytes that belong into it. */
export type ToWorker =
  | readonly ['invoke', id: number, entry: number, hook: string, args: string, attachments?: Attachments]
  | readonly ['answer', id: number, value: string, attachments?: Attachments]
  | readonly ['refuse', id: number, refusal: string]
  | readonly ['now', milliseconds: number];

/** From the worker to its host: numbers, text and bytes only, and nothing that a plugin can make up but its own values. */
export type FromWorker =
  | readonly ['ready', entries: string]
  | readonly ['call', id: number, method: string, params: string, stack: string, attachments?: Attachments]
  | readonly ['done', invocation: number, value: string, attachments?: Attachments]
  | readonly ['failed', invocation: number, failure: string]
  | readonly ['log', level: LogLevel, text: string]
  | readonly ['rejected', failure: string]
  | readonly ['fault', kind: FaultKind, failure: string];

/** The cells that host and worker share; the plugin cannot reach them. */
export const SHARED = {
  /** Turns begun and ended: odd while the plugin runs. */
  turn: 0,
  /** Not 0 once the host wants the plugin to end. */
  stop: 1,
  /** The number of the kernel that is running, from 1; 0 while none is. */
  kernel: 2,
  cells: 3,
} as const;

type Field = (value: unknown) => boolean;

const text: Field = (value) => typeof value === 'string';
const textUpTo =
  (longest: number): Field =>
  (value) =>
    typeof value === 'string' && value.length <= longest;
const failure = textUpTo(LONGEST_FAILURE);
const count: Field = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const oneOf =
  (allowed: readonly unknown[]): Field =>
  (value) =>
    allowed.includes(value);

const FIELDS: Readonly<Record<FromWorker[0], readonly Field[]>> = {
  ready: [text],
  call: [count, textUpTo(LONGEST_METHOD), text, textUpTo(LONGEST_STACK)],
  done: [count, text],
  failed: [count, failure],
  log: [oneOf(LOG_LEVELS), textUpTo(LONGEST_LINE + 1)],
  rejected: [failure],
  fault: [oneOf(FAULT_KINDS), failure],
};

/** What besides its fields may have bytes with it. */
const CARRIERS: readonly unknown[] = ['call', 'done'] satisfies readonly FromWorker[0][];

/** Whether a value is a message of a worker: its values may be of any size. Kinds are looked up as own keys: `constructor` is none. */
export function isFromWorker(value: unknown): value is FromWorker {
  if (!Array.isArray(value)) return false;
  const [kind, ...given] = value as readonly unknown[];
  if (typeof kind !== 'string' || !Object.hasOwn(FIELDS, kind)) return false;
  const fields = FIELDS[kind as FromWorker[0]];
  const isComplete = given.length === fields.length || (given.length === fields.length + 1 && CARRIERS.includes(kind) && isAttachments(given.at(-1)));
  return isComplete && fields.every((isValid, index) => isValid(given[index]));
}

// Memory that somebody else could still change, or make smaller, is none that is read.
function isAttachments(value: unknown): value is Attachments {
  if (typeof value !== 'object' || value === null) return false;
  const { places, bytes } = value as Partial<Record<keyof Attachments, unknown>>;
  return typeof places === 'string' && bytes instanceof ArrayBuffer && !(bytes as { readonly resizable?: boolean }).resizable;
}

/** Posts a batch, and hands over the memory that its messages have with them. */
export function postBatch(port: Pick<MessagePort, 'postMessage'>, batch: readonly (ToWorker | FromWorker)[]): void {
  const transfers = batch.flatMap((message) => {
    const last = message.at(-1);
    return typeof last === 'object' ? last.bytes : [];
  });
  // Even an empty list of what is handed over costs as much as a small message.
  if (transfers.length === 0) port.postMessage(batch);
  else port.postMessage(batch, transfers);
}
