import type { Attachments } from '../../../src/sandbox/attachments.ts';
import { LONGEST_LINE, LONGEST_METHOD, LONGEST_STACK } from '../../../src/sandbox/text-limits.ts';
import type { Choices } from '../choices.ts';
import { createJson, createPlainJson, createText } from '../hostile-json.ts';

/** What a host knows that listens to a worker, and so what a worker may say to it. */
export interface Known {
  /** Whether the bundle has been loaded. */
  readonly isLoaded: boolean;
  /** Hooks were begun under the numbers from 1 to this one. */
  readonly begun: number;
  /** Calls without an answer. */
  readonly open: ReadonlySet<number>;
  readonly limits: { readonly callsInFlight: number; readonly messageBytes: number; readonly attachmentBytes: number };
}

/** A message, and what must become of it: it is taken, it breaks the protocol, or it ends the sandbox as its own words say. */
export interface Said {
  readonly message: unknown;
  readonly verdict: 'taken' | 'faulty' | 'end';
}

const FAULTS = ['cpu-turn', 'cpu-rate', 'memory', 'stack', 'calls-in-flight', 'call-rate', 'log-rate', 'evaluation', 'registration', 'protocol', 'crash'] as const;
const UNKNOWN_KINDS: readonly unknown[] = ['', 'READY', 'ready ', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'invoke', 'answer', 0, null, undefined, ['done'], { kind: 'done' }, 1n];
const NO_NUMBERS: readonly unknown[] = ['1', -1, 1.5, Number.NaN, Infinity, 2 ** 53, 1n, null, undefined, [1], {}, new Number(1), true];
const NO_TEXTS: readonly unknown[] = [1, null, undefined, true, {}, [], ['a'], new String('a'), 1n, new Uint8Array(1)];
const NO_MESSAGES: readonly unknown[] = [null, undefined, 0, 'ready', true, 1n, {}, [], [[]], new Uint8Array(3), { 0: 'ready', 1: '[]', length: 2 }, new Map()];
/** For each kind, whether its fields are numbers or texts. */
const FIELDS = { ready: 't', call: 'nttt', done: 'nt', failed: 'nt', log: 'lt', rejected: 't', fault: 'ft' } as const;

type Kind = keyof typeof FIELDS;

/** Makes a message that is right, or almost. */
export function createMessage(choices: Choices, known: Known, entries: string): Said {
  if (choices.once(60)) return { message: choices.pick(NO_MESSAGES), verdict: 'faulty' };
  const right = createRight(choices, known, entries);
  return right.verdict === 'taken' && choices.once(12) ? { message: spoil(choices, right.message as unknown[]), verdict: 'faulty' } : right;
}

function createRight(choices: Choices, known: Known, entries: string): Said {
  const kind = choices.pick<Kind>(['call', 'call', 'call', 'done', 'done', 'failed', 'log', 'rejected', choices.once(3) ? 'ready' : 'log', choices.once(8) ? 'fault' : 'call']);
  switch (kind) {
    case 'ready':
      if (known.isLoaded) return { message: ['ready', entries], verdict: 'faulty' };
      return choices.once(10) ? { message: ['ready', choices.pick(['', '[]', '{', '[{}]', '[null]'])], verdict: 'end' } : { message: ['ready', entries], verdict: 'taken' };
    case 'call':
      return createCall(choices, known);
    case 'done':
      return judgeSize(choices, known, ['done', createInvocation(choices, known), createSentJson(choices)], (id) => isBegun(id, known));
    case 'failed': {
      const id = createInvocation(choices, known);
      return { message: ['failed', id, createFailure(choices)], verdict: isBegun(id, known) ? 'taken' : 'faulty' };
    }
    case 'log': {
      const text = choices.once(30) ? 'x'.repeat(LONGEST_LINE + choices.below(4)) : createText(choices);
      return { message: ['log', choices.pick(['debug', 'info', 'warn', 'error']), text], verdict: text.length > LONGEST_LINE + 1 ? 'faulty' : 'taken' };
    }
    case 'rejected':
      return { message: ['rejected', createFailure(choices)], verdict: 'taken' };
    case 'fault':
      return { message: ['fault', choices.pick(FAULTS), createFailure(choices)], verdict: 'end' };
  }
}

function createCall(choices: Choices, known: Known): Said {
  const id = choices.once(3) ? choices.below(5) : choices.pick([choices.below(1_000), 2 ** 32, Number.MAX_SAFE_INTEGER, -0]);
  const method = choices.once(20) ? 'm'.repeat(LONGEST_METHOD - 1 + choices.below(4)) : choices.pick(['echo', 'messages.send', '__proto__', '', createText(choices).slice(0, LONGEST_METHOD)]);
  const stack = choices.once(30) ? 'x'.repeat(LONGEST_STACK - 1 + choices.below(4)) : createStack(choices);
  // Negative zero is the same number to a set.
  const isRight = !known.open.has(id + 0) && known.open.size < known.limits.callsInFlight && method.length <= LONGEST_METHOD && stack.length <= LONGEST_STACK;
  return judgeSize(choices, known, ['call', id, method, createSentJson(choices), stack], () => isRight, 3);
}

/** Adds bytes, sometimes; what is larger than the limits is faulty in any case. */
function judgeSize(choices: Choices, { limits }: Known, message: unknown[], isRight: (id: number) => boolean, textAt = 2): Said {
  const attached = choices.once(4) ? createAttachments(choices, limits.attachmentBytes) : undefined;
  const size = Buffer.byteLength(message[textAt] as string) + Buffer.byteLength(attached?.places ?? '');
  const fits = size <= limits.messageBytes && (attached?.bytes.byteLength ?? 0) <= limits.attachmentBytes;
  return { message: attached === undefined ? message : [...message, attached], verdict: fits && isRight(message[1] as number) ? 'taken' : 'faulty' };
}

/** Bytes whose form is right: whether they are as many as they say, and belong somewhere, is another matter. */
function createAttachments(choices: Choices, most: number): Attachments {
  const sizes = choices.list(3, () => choices.pick([0, 1, 3, 100]));
  const sum = sizes.reduce((total, size) => total + size, 0);
  const places = choices.once(6) ? createJson(choices) : JSON.stringify(sizes.map((size) => [size, choices.pick([[], ['a'], [0], ['a', 0], ['b'], ['__proto__'], ['constructor', 'prototype'], ['length'], [-1], [1e9], [null], 'a'])]));
  const bytes = new ArrayBuffer(choices.once(30) ? most + choices.below(3) : choices.once(6) ? choices.below(8) : sum);
  // Memory that is gone does not come over a channel: it cannot be cloned.
  return { places, bytes };
}

const createSentJson = (choices: Choices): string => (choices.once(2) ? createPlainJson(choices) : createJson(choices));

function createInvocation(choices: Choices, { begun }: Known): number {
  return choices.once(12) ? choices.pick([0, -0, begun + 1, begun + 1_000, Number.MAX_SAFE_INTEGER]) : 1 + choices.below(Math.max(1, begun));
}

const isBegun = (id: number, { begun }: Known): boolean => id >= 1 && id <= begun;

function createFailure(choices: Choices): string {
  if (choices.once(3)) return createJson(choices).slice(0, 10_000);
  const text = (): string => createText(choices);
  const retryAfterMs = choices.pick<unknown>([undefined, 0, -1, 1e9, '1', null]);
  return JSON.stringify({ name: text(), message: text(), code: choices.pick(['', 'RESULT_TOO_LARGE', text()]), stack: createStack(choices), retryAfterMs });
}

/** Frames as the engine writes them, and frames that lie. */
export function createStack(choices: Choices): string {
  const number = (): string => choices.pick(['0', '1', '2', '999999999', '9999999999', '-1', 'NaN', '1e3']);
  const file = (): string => choices.pick(['dist/plugin.js', 'plexi:prelude', '/etc/passwd', '../../x.ts', 'dist/plugin.js\u0000', '']);
  return choices.list(6, () => `    at ${createText(choices)} (${file()}:${number()}:${number()})`).join('\n').slice(0, LONGEST_STACK);
}

function spoil(choices: Choices, message: readonly unknown[]): unknown[] {
  const kind = message[0] as Kind;
  const fields = FIELDS[kind];
  const plain = message.slice(0, fields.length + 1);
  const at = 1 + choices.below(fields.length);
  switch (choices.below(5)) {
    case 0:
      return [choices.pick(UNKNOWN_KINDS), ...message.slice(1)];
    case 1:
      return plain.slice(0, at);
    case 2:
      return [...plain, choices.pick<unknown>([undefined, null, 1, 'more', [], {}, new ArrayBuffer(1)])];
    case 3:
      return [...plain, createWrongAttachments(choices)];
    default:
      return plain.with(at, choices.pick(fields[at - 1] === 'n' ? NO_NUMBERS : fields[at - 1] === 't' ? NO_TEXTS : ['', 'fatal', 'toString', 0, null, ['info']]));
  }
}

function createWrongAttachments(choices: Choices): unknown {
  const places = '[[1,[]]]';
  return choices.pick<unknown>([
    { places },
    { bytes: new ArrayBuffer(1) },
    { places: 1, bytes: new ArrayBuffer(1) },
    { places, bytes: new Uint8Array(1) },
    { places, bytes: new SharedArrayBuffer(1) },
    { places, bytes: Reflect.construct(ArrayBuffer, [1, { maxByteLength: 9 }]) as unknown },
    { places, bytes: { byteLength: 1 } },
    { places: null, bytes: null },
    [places, new ArrayBuffer(1)],
  ]);
}
