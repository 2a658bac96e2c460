import { callHost } from '../call-host.ts';
import type { JsonCompatible } from '../json.ts';

/** Whose pages are meant. */
export interface PageAudience {
  /** Only the pages of this user; default: of everybody who looks at the plugin. */
  readonly userId?: string;
}

/**
 * Reaches the components and pages of this plugin that somebody looks at. Needs no permission; frames of other plugins are
 * out of reach.
 *
 * What is pushed is for those who look now: whoever opens a page later gets what `getContext` brings. A plugin may push
 * 20 times a second in the long run.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Ticker extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (message.content.startsWith('!news ')) await this.pages.push({ news: message.content.slice(6) });
 *     if (message.content === '!again') await this.pages.refresh();
 *   }
 * }
 * ```
 */
export interface Pages {
  /**
   * Sends something to open frames, which hear it with `usePluginMessages` or `onMessage` of `plexi-plugin/ui`.
   *
   * @param data - Any JSON of at most 64 KiB.
   * @param audience - Whose pages are meant.
   * @throws {@link HostError} `MESSAGE_TOO_LARGE`; `TOO_MANY` when too much is pushed; `INVALID_ARGUMENT`.
   */
  push<Data>(data: Data & JsonCompatible<Data>, audience?: PageAudience): Promise<void>;
  /**
   * Lets open frames ask `getContext` again.
   *
   * @param audience - Whose pages are meant.
   * @throws {@link HostError} `TOO_MANY` when too much is pushed; `INVALID_ARGUMENT`.
   */
  refresh(audience?: PageAudience): Promise<void>;
}

/** The pages of the host that runs this plugin. */
export const pages: Pages = {
  async push(data, { userId } = {}) {
    await callHost('pages.push', { data, userId });
  },
  async refresh({ userId } = {}) {
    await callHost('pages.refresh', { userId });
  },
};
