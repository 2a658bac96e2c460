import { toJson, type JsonParts } from './json.ts';
import type { BoundaryValue, JsonValue, RuntimeEntry } from './runtime-interface.ts';
import { AbortController } from './web/abort-controller.ts';
import { listTimers, wakeTimers } from './web/timers.ts';

/** The entry by which a host reaches the SDK itself; manifests cannot name it. */
export const RUNTIME_ENTRY = '$runtime';

/** What is told of bytes that belong into a result. */
type Attach = NonNullable<JsonParts['attach']>;

/** What crosses the boundary besides JSON while a plugin runs: bytes, streams that the host pulls, and signals that it aborts. */
export interface Boundary {
  /** Runs a hook: its arguments are revived, and its result becomes JSON and what is attached to it. */
  run(hook: (...args: unknown[]) => unknown, args: readonly BoundaryValue[], name: string, attach: Attach): Promise<JsonValue | undefined>;
  /** What the host pushes to the SDK. */
  readonly entry: RuntimeEntry;
}

/** Makes the boundary of one bundle. */
export function createBoundary(): Boundary {
  const streams = new Map<number, AsyncIterator<unknown>>();
  const signals = new Map<number, AbortController>();
  let lastStream = 0;

  // In place: nobody else has what came in, and a frame comes fifty times a second.
  function revive(value: BoundaryValue, used: number[]): unknown {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    if (isSignal(value)) {
      const source = signals.get(value.$signal) ?? new AbortController();
      signals.set(value.$signal, source);
      used.push(value.$signal);
      return source.signal;
    }
    const parts = value as Record<string, unknown>;
    for (const key of Object.keys(parts)) {
      const part = parts[key];
      if (typeof part === 'object' && part !== null) parts[key] = revive(part as BoundaryValue, used);
    }
    return value;
  }

  function openStream(iterable: AsyncIterable<unknown>, release: () => void): JsonValue {
    lastStream += 1;
    streams.set(lastStream, withEnd(iterable[Symbol.asyncIterator](), release));
    return { $stream: lastStream };
  }

  // Only hosts invoke these, and they give what is asked for.
  const runtimeHooks: Readonly<Record<string, (...args: never[]) => unknown>> = {
    abort(number: number, message: string) {
      signals.get(number)?.abort(new DOMException(message, 'AbortError'));
    },
    ping() {
      // That it is answered tells the host that everything sent before has been dealt with.
    },
    timer: wakeTimers,
    // For tests: a host that runs plugins in earnest has no use for it.
    timers: () => listTimers(),
    async streamNext(number: number, attach: Attach) {
      const stream = streams.get(number);
      if (stream === undefined) throw new RangeError(`there is no stream ${number}`);
      const next: IteratorResult<unknown, unknown> = await stream.next();
      const within: Attach = (place, bytes) => { attach(['value', ...place], bytes); };
      if (next.done !== true) return { value: toJson(next.value, 'what the stream yielded', { attach: within }) };
      streams.delete(number);
      return { done: true };
    },
    async streamCancel(number: number) {
      const stream = streams.get(number);
      streams.delete(number);
      await stream?.return?.();
    },
  };

  return {
    async run(hook, args, name, attach) {
      const used: number[] = [];
      let open = 1;
      // A signal lives as long as the hook and every stream that came out of it.
      const release = (): void => {
        open -= 1;
        if (open === 0) for (const number of used) signals.delete(number);
      };
      try {
        const result = await hook(...args.map((arg) => revive(arg, used)));
        return result === undefined ? undefined : toJson(result, `what ${name} returned`, {
          attach,
          openStream(iterable) {
            open += 1;
            return openStream(iterable, release);
          },
        });
      } finally {
        release();
      }
    },
    entry: {
      entry: RUNTIME_ENTRY,
      kind: RUNTIME_ENTRY,
      hooks: Object.keys(runtimeHooks),
      async invoke(hook, args, attach) {
        return (await runtimeHooks[hook]?.(...(args as never[]), attach as never)) as JsonValue | undefined;
      },
    },
  };
}

// However a stream ends, what it held is let go once.
function withEnd(iterator: AsyncIterator<unknown>, release: () => void): AsyncIterator<unknown> {
  let isOpen = true;
  const end = (): void => {
    if (isOpen) release();
    isOpen = false;
  };
  return {
    async next() {
      try {
        const result = await iterator.next();
        if (result.done === true) end();
        return result;
      } catch (error) {
        end();
        throw error;
      }
    },
    async return() {
      end();
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
}

function isSignal(value: object): value is { readonly $signal: number } {
  return Object.hasOwn(value, '$signal') && Object.keys(value).length === 1 && typeof (value as { readonly $signal: unknown }).$signal === 'number';
}
