import { callHost, getRuntime } from '../call-host.ts';
import type { JsonValue } from '../runtime-interface.ts';

/** What is told about something that is counted: plain values under at most 20 names. */
export interface AnalyticsProperties {
  readonly [name: string]: string | number | boolean | null;
}

/** What may be tracked; the host holds plugins to it, too. */
export const ANALYTICS_LIMITS = {
  /** How events and properties are named. */
  name: /^[A-Za-z][\w.:-]{0,99}$/,
  properties: 20,
  /** Characters of one text; what is longer is cut off. */
  text: 500,
  /** Events in one call of the host. */
  events: 50,
} as const;

/**
 * Counts what happens in the plugin. Needs no permission.
 *
 * The host keeps a count for each name, and tells analytics plugins. It adds the name of the plugin and the time, and nothing
 * about people: what the properties say is all that anybody learns.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Jokes extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (message.content !== '!joke') return;
 *     await this.messages.reply(message, 'Knock, knock.');
 *     this.analytics.track('joke_told', { length: 13, isNew: false });
 *   }
 * }
 * ```
 */
export interface Analytics {
  /**
   * Counts an event. It does not wait for the host and never fails because of it: events cross together, and those beyond
   * a thousand in ten seconds are dropped, which the host reports.
   *
   * @param event - What happened, such as `joke_told`: a letter, then letters, digits and `_.:-`.
   * @param properties - What there is to say about it. Texts are cut off after 500 characters.
   * @throws TypeError when a name or a value is none that can be tracked.
   */
  track(event: string, properties?: AnalyticsProperties): void;
}

/** The analytics of the host that runs this plugin. */
export const analytics: Analytics = createTracker();

const MOST_WAITING = 1_000;
// A message may hold a megabyte; as UTF-8, JSON may need three bytes for what is one character here.
const LONGEST_AT_ONCE = 200_000;

function createTracker(): Analytics {
  const waiting: JsonValue[] = [];
  let dropped = 0;
  let isSending = false;

  async function send(): Promise<void> {
    isSending = true;
    // What is tracked in one go crosses in one call; so does what is tracked while a call is under way.
    await Promise.resolve();
    while (waiting.length > 0) {
      const events = takeBatch(waiting);
      const lost = dropped;
      dropped = 0;
      // A call that the host has refused is no news to it: what was dropped here is.
      await callHost('analytics.track', { events, ...(lost > 0 && { dropped: lost }) }).catch(() => { dropped += lost; });
    }
    isSending = false;
  }

  return {
    track(event, properties = {}) {
      getRuntime('analytics.track');
      const described = describe(event, properties);
      if (waiting.length >= MOST_WAITING) dropped += 1;
      else waiting.push(described);
      if (!isSending) void send();
    },
  };
}

function takeBatch(waiting: JsonValue[]): readonly JsonValue[] {
  let length = 0;
  const end = waiting.findIndex((event, index) => {
    length += JSON.stringify(event).length;
    return index > 0 && (index >= ANALYTICS_LIMITS.events || length > LONGEST_AT_ONCE);
  });
  return waiting.splice(0, end < 0 ? waiting.length : end);
}

function describe(event: string, properties: AnalyticsProperties): JsonValue {
  const entries = Object.entries(properties);
  for (const name of [event, ...entries.map(([key]) => key)]) {
    if (!ANALYTICS_LIMITS.name.test(name)) throw new TypeError(`"${name}" is no name for analytics: write a letter, then letters, digits and "_.:-"`);
  }
  if (entries.length > ANALYTICS_LIMITS.properties) throw new TypeError(`"${event}" has ${String(entries.length)} properties, and ${String(ANALYTICS_LIMITS.properties)} are allowed`);
  return { name: event, properties: Object.fromEntries(entries.map(([name, value]) => [name, checkValue(event, name, value)])) };
}

function checkValue(event: string, name: string, value: unknown): string | number | boolean | null {
  if (typeof value === 'string') return value.slice(0, ANALYTICS_LIMITS.text);
  if (value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw new TypeError(`the property "${name}" of "${event}" must be a text, a finite number, true, false or null`);
}
