import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import { HostCallError } from '../sandbox/engine.ts';
import type { PluginScope } from './plugin-scope.ts';
import type { RefuseCall } from './refuse-call.ts';

/** What the next pull of a stream gives. */
export type StreamStep = { readonly done: true } | { readonly value: BoundaryValue };

/** Streams that a plugin pulls from its host: the bodies of answers, the words of a model. */
export interface PluginStreams {
  /** Opens a stream to the plugin; what is left of it ends with the sandbox, or with the permission. @returns Its number. */
  open(source: AsyncIterable<BoundaryValue>, permission?: PermissionName): number;
  /**
   * @throws {@link HostCallError} `NOT_FOUND` when there is no such stream, `PERMISSION_DENIED` when its permission has been
   *   taken from the plugin, or what the stream fails with.
   */
  next(stream: number): Promise<StreamStep>;
  cancel(stream: number): Promise<void>;
}

interface Stream {
  readonly iterator: AsyncIterator<BoundaryValue>;
  readonly permission: PermissionName | undefined;
  /** Its permission was taken away: it gives nothing any more. */
  isCut: boolean;
}

const MOST_STREAMS = 256;

/** Makes the streams of one sandbox. */
export function createPluginStreams(scope: PluginScope, refuse: RefuseCall): PluginStreams {
  const streams = new Map<number, Stream>();
  let last = 0;

  async function end(number: number): Promise<void> {
    const stream = streams.get(number);
    streams.delete(number);
    if (stream?.isCut === false) await stream.iterator.return?.();
  }

  function checkPermission({ isCut, permission }: Stream): void {
    if (isCut && permission !== undefined) throw refuse('streams.next', permission);
  }

  // Nobody waits for the end of a stream that the host ends: nobody could be told that it failed.
  const endSilently = ({ iterator }: Stream): void => void iterator.return?.().catch(() => undefined);

  scope.onEnd(() => {
    for (const stream of streams.values()) if (!stream.isCut) endSilently(stream);
    streams.clear();
  });
  scope.onRevoke((permission) => {
    for (const stream of streams.values()) {
      if (stream.permission !== permission || stream.isCut) continue;
      stream.isCut = true;
      endSilently(stream);
    }
  });
  return {
    open(source, permission) {
      if (streams.size >= MOST_STREAMS) throw new HostCallError('QUOTA_EXCEEDED', `a plugin may read ${MOST_STREAMS} streams at once: read or cancel those that are open`);
      last += 1;
      streams.set(last, { iterator: source[Symbol.asyncIterator](), permission, isCut: false });
      return last;
    },
    async next(number) {
      const stream = streams.get(number);
      if (stream === undefined) throw new HostCallError('NOT_FOUND', `there is no stream ${number}: it has ended, or was cancelled`);
      try {
        checkPermission(stream);
        const next: IteratorResult<BoundaryValue, unknown> = await stream.iterator.next();
        // It may have been taken away while the piece was under way.
        checkPermission(stream);
        if (next.done !== true) return { value: next.value };
        streams.delete(number);
        return { done: true };
      } catch (error) {
        streams.delete(number);
        throw error;
      }
    },
    cancel: end,
  };
}
