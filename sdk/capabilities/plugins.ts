import { callHost } from '../call-host.ts';
import { parseDuration, type Duration } from '../duration.ts';
import type { JsonCompatible } from '../json.ts';
import type { JsonValue } from '../runtime-interface.ts';
import type { AbortSignalLike } from '../web/abort-controller.ts';

/** What another plugin has sent to this one. */
export interface PluginMessage<Data = JsonValue> {
  /** The name of the plugin that sent it, as the host knows it. */
  readonly from: string;
  /** What it sent. Its type is the author's word. */
  readonly data: Data;
  /** Aborted when the other plugin does not wait for the answer any more. */
  readonly signal: AbortSignalLike;
}

/** How a message is sent. */
export interface PluginMessageOptions {
  /** How long to wait for the answer; default: `5s`. */
  readonly timeout?: Duration;
}

/**
 * Talks to other plugins. Needs no permission, but the other plugin among the `dependencies` of the manifest.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent, type PluginMessage } from 'plexi-plugin/sdk';
 *
 * export default class Adder extends MessageProcessor {
 *   override onPluginMessage({ from, data }: PluginMessage<readonly number[]>): number {
 *     this.logger.info('asked', { from });
 *     return data.reduce((sum, each) => sum + each, 0);
 *   }
 *
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (!message.content.startsWith('!weather ')) return;
 *     const answer = await this.plugins.send<string>('weather', { city: message.content.slice(9) }, { timeout: '2s' });
 *     await this.messages.reply(message, answer);
 *   }
 * }
 * ```
 */
export interface Plugins {
  /**
   * Sends a message to another plugin and waits for its answer.
   *
   * @param name - The plugin: one of the `dependencies` of the manifest.
   * @param data - Any JSON.
   * @param options - How long to wait.
   * @returns What its `onPluginMessage` returned; `null` when it returned nothing. Its type is the author's word.
   * @throws {@link HostError} `NOT_DECLARED` when the manifest does not name the plugin among its dependencies;
   *   `NOT_AVAILABLE` when it is not enabled or takes no messages; `TIMEOUT`; `PLUGIN_FAILED` when its hook threw.
   */
  send<Answer = JsonValue, Data = JsonValue>(name: string, data: Data & JsonCompatible<Data>, options?: PluginMessageOptions): Promise<Answer>;
}

/** The other plugins of the host that runs this plugin. */
export const plugins: Plugins = {
  async send<Answer>(name: string, data: unknown, { timeout }: PluginMessageOptions = {}) {
    const timeoutMs = timeout === undefined ? undefined : parseDuration(timeout, 'the timeout of plugins.send');
    return (await callHost('plugins.send', { name, data, timeoutMs })) as Answer;
  },
};
