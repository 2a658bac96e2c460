import type { JsonValue } from '../../sdk/runtime-interface.ts';

/** What a host pushes to the frames of one plugin. */
export type PluginPush =
  | { readonly type: 'message'; readonly plugin: string; readonly data: JsonValue }
  | { readonly type: 'refresh'; readonly plugin: string };

/** Hears what hosts push, over one connection for all frames of a page, which is there while somebody listens. */
export interface PushClient {
  /** @returns How to stop. */
  listen(plugin: string, listener: (push: PluginPush) => void): () => void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Makes the client. A connection that breaks is made anew, later each time, and every frame is refreshed then: something may
 * have been missed.
 *
 * @param open - Asks for the stream of server-sent events.
 */
export function createPushClient(open: (signal: AbortSignal) => Promise<Response>): PushClient {
  const listeners = new Map<(push: PluginPush) => void, string>();
  let connection: AbortController | undefined;

  async function follow(signal: AbortSignal): Promise<void> {
    let wait = FIRST_WAIT_MS;
    for (let isFirst = true; !signal.aborted; isFirst = false) {
      const response = await open(signal).catch(() => undefined);
      // A host of before this was there, or one that lets nobody in: it will not change its mind.
      if (response !== undefined && response.status >= 400 && response.status < 500) return;
      if (response?.ok === true && response.body !== null) {
        wait = FIRST_WAIT_MS;
        if (!isFirst) for (const [listener, plugin] of listeners) listener({ type: 'refresh', plugin });
        await readEvents(response.body, tell).catch(() => undefined);
      }
      await sleep(wait, signal);
      wait = Math.min(2 * wait, LONGEST_WAIT_MS);
    }
  }

  function tell(push: PluginPush): void {
    for (const [listener, plugin] of listeners) if (plugin === push.plugin) listener(push);
  }

  return {
    listen(plugin, listener) {
      // A function of its own: the same one may listen twice.
      const own = (push: PluginPush): void => { listener(push); };
      listeners.set(own, plugin);
      if (connection === undefined) {
        connection = new AbortController();
        void follow(connection.signal);
      }
      return () => {
        listeners.delete(own);
        if (listeners.size > 0) return;
        connection?.abort();
        connection = undefined;
      };
    },
  };
}

async function readEvents(body: ReadableStream<Uint8Array>, tell: (push: PluginPush) => void): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (text + decoder.decode(value, { stream: true })).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) if (event.startsWith('data: ')) tell(JSON.parse(event.slice(6)) as PluginPush);
  }
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
