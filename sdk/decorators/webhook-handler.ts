import { addContribution, type Contributor } from '../contribution.ts';
import { parseDuration, type Duration } from '../duration.ts';
import type { JsonValue } from '../runtime-interface.ts';
import { contributeMethod, type ContributionData, type ContributionDecorator } from './contribute.ts';

/** Where webhooks come in, and how they are signed. */
export interface WebhookOptions {
  /** The last part of the address: the host puts the plugin's own prefix before it. For example `/github`. */
  readonly path: `/${string}`;
  /** The name of the setting that holds the secret. A webhook without the right signature never reaches the plugin. */
  readonly secretSetting: string;
  /**
   * How it is signed: `standard` as the Standard Webhooks specification says (the host's own webhooks are), `github` with
   * `X-Hub-Signature-256`. Default: `standard`.
   */
  readonly scheme?: 'standard' | 'github';
  /** How old a `standard` webhook may be; default: `5m`. */
  readonly tolerance?: Duration;
  /** How long a webhook that comes again is answered without being handled again; default: `1h`. */
  readonly replayWindow?: Duration;
}

/** A webhook that came in, with the right signature. */
export interface WebhookRequest {
  /** The same when the sender sends it again. */
  readonly id: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string };
  /** The exact bytes that were signed. */
  readonly body: Uint8Array;
  /** The body as text. */
  text(): string;
  /** The body as JSON; its type is the author's word. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the author knows what the sender sends
  json<Value = JsonValue>(): Value;
}

/** Handles a webhook. What it returns is answered as JSON; nothing is answered with an empty 204. */
export type WebhookFunction = (request: WebhookRequest) => unknown;

/**
 * Handles webhooks that other servers send to the host for this plugin. Needs the permission `api.create_endpoints`.
 *
 * The host checks the signature, the time and whether it has come before; only then it wakes the plugin. When the method
 * throws, the sender gets a 500 and may send it again.
 *
 * @param options - Where they come in, and how they are signed.
 * @returns The decorator.
 * @throws TypeError when an option makes no sense.
 *
 * @example
 * ```ts
 * import { MessageProcessor, webhookHandler, type WebhookRequest } from 'plexi-plugin/sdk';
 *
 * export default class GitHub extends MessageProcessor {
 *   @webhookHandler({ path: '/github', secretSetting: 'webhook_secret', scheme: 'github' })
 *   async pushed(request: WebhookRequest): Promise<void> {
 *     const { action, pull_request: opened } = request.json<{ action: string; pull_request?: { title: string } }>();
 *     if (action === 'opened' && opened) await this.messages.send({ channelId: 'general', content: `New: ${opened.title}` });
 *   }
 * }
 * ```
 */
export function webhookHandler(options: WebhookOptions): ContributionDecorator<[request: WebhookRequest], unknown> {
  const described = describe(options);
  return contributeMethod(() => described, (request) => [revive(request)]);
}

/**
 * Lets a plugin handle webhooks: what {@link webhookHandler} does, without a decorator.
 *
 * @param plugin - The plugin that is being made.
 * @param options - Where they come in, and how they are signed.
 * @param handle - Handles one.
 * @throws TypeError when an option makes no sense.
 *
 * @example
 * ```ts
 * import { addWebhookHandler, MessageProcessor } from 'plexi-plugin/sdk';
 *
 * export default class Alarm extends MessageProcessor {
 *   constructor() {
 *     super();
 *     addWebhookHandler(this, { path: '/alarm', secretSetting: 'alarm_secret' }, async (request) => {
 *       await this.messages.send({ channelId: 'general', content: request.text() });
 *     });
 *   }
 * }
 * ```
 */
export function addWebhookHandler(plugin: Contributor, options: WebhookOptions, handle: WebhookFunction): void {
  addContribution(plugin, { ...describe(options), run: (request) => handle(revive(request)) });
}

function describe({ path, secretSetting, scheme = 'standard', tolerance = '5m', replayWindow = '1h' }: WebhookOptions): ContributionData {
  const options = {
    secretSetting,
    scheme,
    toleranceMs: parseDuration(tolerance, 'the tolerance of webhookHandler'),
    replayWindowMs: parseDuration(replayWindow, 'the replayWindow of webhookHandler'),
  };
  return { type: 'webhook', name: path, options };
}

function revive(given: unknown): WebhookRequest {
  const request = given as Omit<WebhookRequest, 'text' | 'json'>;
  const text = (): string => new TextDecoder().decode(request.body);
  return { ...request, text, json: () => JSON.parse(text()) as never };
}
