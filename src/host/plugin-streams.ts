import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import { HostCallError } from '../sandbox/engine.ts';
import type { PluginScope } from './plugin-scope.ts';

/** What the next pull of a stream gives. */
export type StreamStep = { readonly done: true } | { readonly value: BoundaryValue };

/** Streams that a plugin pulls from its host: the bodies of answers, the words of a model. */
export interface PluginStreams {
  /** Opens a stream to the plugin; what is left of it ends with the sandbox. @returns Its number. */
  open(source: AsyncIterable<BoundaryValue>): number;
  /** @throws {@link HostCallError} `NOT_FOUND` when there is no such stream, or what the stream fails with. */
  next(stream: number): Promise<StreamStep>;
  cancel(stream: number): Promise<void>;
}

const MOST_STREAMS = 256;

/** Makes the streams of one sandbox. */
export function createPluginStreams(scope: PluginScope): PluginStreams {
  const streams = new Map<number, AsyncIterator<BoundaryValue>>();
  let last = 0;

  async function end(stream: number): Promise<void> {
    const iterator = streams.get(stream);
    streams.delete(stream);
    await iterator?.return?.();
  }

  scope.onEnd(() => {
    // Nobody is left who could be told that an end failed.
    for (const stream of streams.keys()) void end(stream).catch(() => undefined);
  });
  return {
    open(source) {
      if (streams.size >= MOST_STREAMS) throw new HostCallError('QUOTA_EXCEEDED', `a plugin may read ${MOST_STREAMS} streams at once: read or cancel those that are open`);
      last += 1;
      streams.set(last, source[Symbol.asyncIterator]());
      return last;
    },
    async next(stream) {
      const iterator = streams.get(stream);
      if (iterator === undefined) throw new HostCallError('NOT_FOUND', `there is no stream ${stream}: it has ended, or was cancelled`);
      try {
        const next: IteratorResult<BoundaryValue, unknown> = await iterator.next();
        if (next.done !== true) return { value: next.value };
        streams.delete(stream);
        return { done: true };
      } catch (error) {
        streams.delete(stream);
        throw error;
      }
    },
    cancel: end,
  };
}
