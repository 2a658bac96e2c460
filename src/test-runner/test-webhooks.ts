import type { JsonValue } from '../../sdk/runtime-interface.ts';
import { signRequest } from '../core/webhooks/signature.ts';
import type { IncomingWebhooks, WebhookAnswer, WebhookHost } from '../host/extension-points/webhooks.ts';

/** Other servers, which call the webhooks of the plugin under test. */
export interface TestWebhooks {
  /** Where the plugin takes webhooks. */
  readonly paths: readonly string[];
  /**
   * Sends a webhook as the plugin’s partner would, signed with the secret in its settings, and waits for the plugin.
   *
   * @param path - As the plugin names it: `/github`.
   * @param data - The body, as JSON.
   * @param headers - More headers, in lower case; they win over those of the signature.
   * @returns What the host answers: 503 while the secret is not set.
   */
  receive(path: string, data: JsonValue, headers?: Readonly<Record<string, string>>): Promise<WebhookAnswer>;
}

/** What sending webhooks takes. */
export interface TestWebhooksOptions {
  readonly plugin: string;
  readonly webhooks: IncomingWebhooks;
  readonly host: WebhookHost;
  /** Does something, and waits until the plugin has dealt with it. */
  readonly act: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** Makes the servers that call a plugin. */
export function createTestWebhooks({ plugin, webhooks, host, act }: TestWebhooksOptions): TestWebhooks {
  let count = 0;
  async function sign(path: string, body: Uint8Array): Promise<Readonly<Record<string, string>>> {
    const receiver = webhooks.list().find((each) => each.plugin === plugin && each.path === path);
    const { settings } = host.services;
    const secret = { ...(await settings.read(plugin)), ...(await settings.readSecrets(plugin)) }[receiver?.secretSetting ?? ''];
    count += 1;
    return typeof secret !== 'string' || receiver === undefined ? {} : signRequest(receiver.scheme, `webhook-${String(count)}`, host.clock.now(), body, secret);
  }
  return {
    get paths() {
      return webhooks.list().filter((each) => each.plugin === plugin).map(({ path }) => path);
    },
    receive: (path, data, headers = {}) => act(async () => {
      const body = Buffer.from(JSON.stringify(data));
      return webhooks.handle({ plugin, path, body, headers: { 'content-type': 'application/json', ...(await sign(path, body)), ...headers } });
    }),
  };
}
