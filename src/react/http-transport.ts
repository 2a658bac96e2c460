import type { JsonValue } from '../../sdk/runtime-interface.ts';
import { createPushClient } from './push-client.ts';
import { TransportError, type PluginTransport, type UiItem } from './plugin-transport.ts';

/** How a page reaches the handler of its host. */
export interface HttpTransportOptions {
  /** Sends requests; default: the browser's `fetch`. */
  readonly fetch?: typeof fetch;
  /** Headers for every request, for example against forged requests. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Makes the transport for a host that answers with `createUiHandler` of `plexi-plugin/host`.
 *
 * @param base - Where the handler is, for example `/plugin-ui`.
 */
export function createHttpTransport(base: string, { fetch: send = (...args) => fetch(...args), headers = {} }: HttpTransportOptions = {}): PluginTransport {
  async function ask(method: string, body: object): Promise<JsonValue> {
    const response = await send(`${base}/${method}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { readonly value: JsonValue } | { readonly code: string; readonly message: string };
    if ('code' in answer) throw new TransportError(answer.code, answer.message);
    return answer.value;
  }
  const pushes = createPushClient((signal) => send(`${base}/messages`, { headers: { ...headers, accept: 'text/event-stream' }, signal }));
  return {
    list: async (mountPoint) => (await ask('list', { mountPoint })) as unknown as readonly UiItem[],
    getFrame: ({ plugin, frame }) => ({ src: `${base}/frame?${new URLSearchParams({ plugin, frame }).toString()}` }),
    getContext: ({ plugin, frame }, place) => ask('context', { plugin, frame, ...place }),
    callAction: ({ plugin, frame }, action, data, place) => ask('action', { plugin, frame, action, data, ...place }),
    onMessage: (plugin, listener) => pushes.listen(plugin, (push) => {
      if (push.type === 'message') listener(push.data);
    }),
    onRefresh: (plugin, listener) => pushes.listen(plugin, (push) => {
      if (push.type === 'refresh') listener();
    }),
  };
}
