import { RUNTIME_ENTRY } from '../../sdk/boundary.ts';
import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { checkGivenDepth, prepareGiven } from '../core/json/given-value.ts';
import { DEEPEST } from '../core/json/parse-guest-json.ts';

/** What a host gives to a hook. */
export type PluginArgument =
  | BoundaryValue
  | AbortSignal
  | readonly PluginArgument[]
  | { readonly [key: string]: PluginArgument | undefined };

/** What a hook returns: nothing about it is sure. A stream can be read once, and has to be read to its end or ended. */
export type PluginResult =
  | BoundaryValue
  | AsyncIterable<PluginResult>
  | readonly PluginResult[]
  | { readonly [key: string]: PluginResult };

/** Invokes a hook of the sandbox that runs at the moment. */
export type RawInvoke = (entry: string, hook: string, args: readonly BoundaryValue[], wallMs?: number) => Promise<BoundaryValue>;

/** Invokes hooks with arguments and results that JSON cannot hold. */
export type Invoke = (entry: string, hook: string, args: readonly PluginArgument[], wallMs?: number) => Promise<PluginResult>;

/** What the host's side of a boundary works with. */
export interface BoundaryOptions {
  /** The plugin's name, for messages. */
  readonly plugin: string;
  readonly invoke: RawInvoke;
  /** Told when a call begins; what it returns is told when the call and the streams out of it are over. */
  readonly begin: (hook: string) => () => void;
}

const MOST_STREAMS = 16;

/**
 * Makes the host's side of the boundary of one plugin; the SDK has the other one.
 *
 * An aborted signal among the arguments ends the invocation with the signal's reason, and reaches the plugin. So does
 * it end the streams that came out of it.
 *
 * @throws {@link PlexiError} `PLX4017` when a result holds more streams than anybody reads.
 */
export function createInvoke({ plugin, invoke, begin }: BoundaryOptions): Invoke {
  let lastSignal = 0;

  return async (entry, hook, args, wallMs) => {
    // What a stream yields next may take as long as the call may.
    const push = (name: string, ...given: readonly BoundaryValue[]): Promise<BoundaryValue> => invoke(RUNTIME_ENTRY, name, given, wallMs);
    const sent = new Map<AbortSignal, number>();
    const send = (signal: AbortSignal): number => {
      lastSignal += 1;
      sent.set(signal, lastSignal);
      return lastSignal;
    };
    const given = prepareGiven(hook, plugin, () => args.map((arg) => encode(arg, send, 1)));
    // Most calls have none, and making one takes longer than all the rest of this.
    const signal = sent.size === 0 ? undefined : AbortSignal.any([...sent.keys()]);
    signal?.throwIfAborted();
    const stopListening = [...sent].map(([each, number]) => onAbort(each, () => void push('abort', number, describe(each.reason)).catch(() => undefined)));
    const end = begin(hook);
    let open = 1;
    const release = (): void => {
      open -= 1;
      if (open > 0) return;
      for (const stop of stopListening) stop();
      end();
    };
    const openStream = (number: number): AsyncIterable<PluginResult> => {
      open += 1;
      if (open <= MOST_STREAMS + 1) return readStream({ number, signal, push, release, decode: (value) => decode(value, openStream) });
      // None of them will be read.
      open = 1;
      return fail('PLX4017', { what: `what "${hook}" returned`, plugin, reason: 'it holds too many streams', limit: DEEPEST });
    };
    try {
      return decode(await orAborted(invoke(entry, hook, given, wallMs), signal), openStream);
    } finally {
      release();
    }
  };
}

interface OpenStream {
  readonly number: number;
  readonly signal: AbortSignal | undefined;
  readonly push: (hook: string, ...args: readonly BoundaryValue[]) => Promise<BoundaryValue>;
  readonly decode: (value: BoundaryValue) => PluginResult;
  readonly release: () => void;
}

async function* readStream({ number, signal, push, decode, release }: OpenStream): AsyncGenerator<PluginResult> {
  let isDone = false;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const value = readNext(await orAborted(push('streamNext', number), signal));
      isDone = value === undefined;
      if (value === undefined) return;
      yield decode(value);
    }
  } finally {
    release();
    // The plugin may be gone, or wait for something that will never come: nobody waits for its answer.
    if (!isDone) void push('streamCancel', number).catch(() => undefined);
  }
}

// The SDK says `done`; whatever else is no item is the end, too.
function readNext(next: BoundaryValue): BoundaryValue | undefined {
  if (typeof next !== 'object' || next === null || Array.isArray(next)) return undefined;
  const { done, value } = next as Readonly<Record<string, BoundaryValue>>;
  return done === true ? undefined : value;
}

function encode(value: PluginArgument, send: (signal: AbortSignal) => number, depth: number): BoundaryValue {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (value instanceof AbortSignal) return { $signal: send(value) };
  checkGivenDepth(depth);
  if (Array.isArray(value)) return (value as readonly PluginArgument[]).map((item) => encode(item, send, depth + 1));
  const members = Object.entries(value).filter((member): member is [string, PluginArgument] => member[1] !== undefined);
  return Object.fromEntries(members.map(([key, item]) => [key, encode(item, send, depth + 1)]));
}

function decode(value: BoundaryValue, openStream: (number: number) => AsyncIterable<PluginResult>): PluginResult {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return (value as readonly BoundaryValue[]).map((item) => decode(item, openStream));
  if (isStream(value)) return openStream(value.$stream);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item, openStream)]));
}

function isStream(value: object): value is { readonly $stream: number } {
  return Object.hasOwn(value, '$stream') && Object.keys(value).length === 1 && Number.isSafeInteger((value as { readonly $stream: unknown }).$stream);
}

async function orAborted<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return work;
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = onAbort(signal, () => {
      reject(toError(signal.reason));
    });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    stop?.();
  }
}

function onAbort(signal: AbortSignal, run: () => void): () => void {
  signal.addEventListener('abort', run);
  return () => {
    signal.removeEventListener('abort', run);
  };
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(describe(reason));
}

function describe(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
