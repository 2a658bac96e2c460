import { randomUUID } from 'node:crypto';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import type { Clock, Timer } from '../clock.ts';
import type { HttpService } from '../services/http.ts';
import type { PluginStorage } from '../services/storage.ts';
import type { Follow } from '../tasks/run-task.ts';
import { createWebhookSender } from './webhook-sender.ts';

/** Where webhooks of one event of one plugin go. */
export interface WebhookSubscription {
  readonly plugin: string;
  /** One of the `webhooks` of its manifest. */
  readonly event: string;
  readonly url: string;
  /** For the signature: any text, or `whsec_` and Base64. */
  readonly secret: string;
}

/** A webhook that has not been taken yet. Times are milliseconds since 1970. */
export interface WaitingWebhook {
  readonly id: string;
  readonly subscription: string;
  readonly event: string;
  readonly plugin: string;
  readonly body: string;
  readonly attempts: number;
  /** Absent when it will not be sent again by itself. */
  readonly nextAttempt?: number;
  /** Why the last attempt failed. */
  readonly reason?: string;
}

/** The webhooks of a host. */
export interface OutgoingWebhooks {
  /** @returns The id of the subscription. */
  subscribe(subscription: WebhookSubscription): Promise<string>;
  unsubscribe(id: string): Promise<void>;
  list(): Promise<readonly (Omit<WebhookSubscription, 'secret'> & { readonly id: string })[]>;
  /** Sends an event to everybody who has subscribed to it. @returns How many they are. */
  send(plugin: string, event: string, data: JsonValue): Promise<number>;
  /** What waits to be sent again. */
  waiting(): Promise<readonly WaitingWebhook[]>;
  /** What was given up. */
  deadLetters(): Promise<readonly WaitingWebhook[]>;
  /** Sends what was given up once more, from the first attempt on. */
  redeliver(id: string): Promise<void>;
}

/** The webhooks, as the host that starts and ends keeps them going. */
export interface LiveWebhooks extends OutgoingWebhooks {
  /** Goes on with what waited when the host was stopped; whatever is asked of them first does this too. */
  resume(): Promise<void>;
  /** Sends nothing more by itself: what waits is for the next host. */
  close(): void;
}

/** What sending webhooks takes. */
export interface OutgoingWebhookOptions {
  readonly clock: Clock;
  readonly http: HttpService;
  /** Keeps subscriptions and what waits, so that nothing is lost when the host is started again. */
  readonly storage: PluginStorage;
  readonly follow: Follow;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
// As the Standard Webhooks specification proposes: over a day, so that a night of maintenance loses nothing.
const DELAYS_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
const MOST_WAITING = 10_000;
// What fell due while the host was stopped does not go out all at once.
const BACKLOG_SPACING_MS = 20;
const SUBSCRIPTION = 'subscription ';
const DELIVERY = 'delivery ';

/** Makes the webhooks of a host. */
export function createOutgoingWebhooks({ clock, http, storage, follow }: OutgoingWebhookOptions): LiveWebhooks {
  const sendOnce = createWebhookSender(http, clock);
  const subscriptions = new Map<string, WebhookSubscription>();
  const deliveries = new Map<string, WaitingWebhook>();
  const timers = new Map<string, Timer>();
  let loading: Promise<void> | undefined;
  let isClosed = false;

  const ready = (): Promise<void> => (loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));

  async function load(): Promise<void> {
    for (const key of await storage.keys(SUBSCRIPTION)) subscriptions.set(key.slice(SUBSCRIPTION.length), (await storage.get(key)) as unknown as WebhookSubscription);
    for (const key of await storage.keys(DELIVERY)) deliveries.set(key.slice(DELIVERY.length), (await storage.get(key)) as unknown as WaitingWebhook);
    let earliest = clock.now();
    for (const delivery of deliveries.values()) {
      if (delivery.nextAttempt === undefined) continue;
      wait(delivery.id, Math.max(delivery.nextAttempt, earliest));
      if (delivery.nextAttempt <= earliest) earliest += BACKLOG_SPACING_MS;
    }
  }

  async function keep(delivery: WaitingWebhook): Promise<void> {
    deliveries.set(delivery.id, delivery);
    await storage.set(DELIVERY + delivery.id, delivery as unknown as JsonValue);
  }

  async function forget(id: string): Promise<void> {
    deliveries.delete(id);
    await storage.delete(DELIVERY + id);
  }

  function wait(id: string, until: number): void {
    if (isClosed) return;
    timers.set(id, clock.setTimer(Math.max(0, until - clock.now()), () => void follow(attempt(id))));
  }

  async function attempt(id: string): Promise<void> {
    timers.get(id)?.cancel();
    timers.delete(id);
    const delivery = deliveries.get(id);
    const subscription = delivery && subscriptions.get(delivery.subscription);
    if (delivery === undefined) return;
    if (subscription === undefined) return forget(id);
    const result = await sendOnce({ ...delivery, url: subscription.url, secret: subscription.secret });
    if (result.outcome === 'delivered') return forget(id);
    if (result.outcome === 'gone') await unsubscribe(delivery.subscription);
    const attempts = delivery.attempts + 1;
    const delay = result.outcome === 'gone' ? undefined : findWait(attempts, result.retryAfterMs);
    const { subscription: to, event, plugin, body } = delivery;
    const next = { id, subscription: to, event, plugin, body, attempts, reason: result.reason, ...(delay !== undefined && { nextAttempt: clock.now() + delay }) };
    await keep(next);
    if (next.nextAttempt !== undefined) wait(id, next.nextAttempt);
  }

  async function unsubscribe(id: string): Promise<void> {
    subscriptions.delete(id);
    await storage.delete(SUBSCRIPTION + id);
  }

  async function begin(subscription: string, event: { readonly id: string; readonly plugin: string; readonly event: string; readonly body: string }): Promise<void> {
    const delivery = { ...event, id: `${event.id}.${subscription}`, subscription, attempts: 0, nextAttempt: clock.now() };
    await keep(delivery);
    void follow(attempt(delivery.id));
  }

  const listDeliveries = async (isWaiting: boolean): Promise<readonly WaitingWebhook[]> => {
    await ready();
    return [...deliveries.values()].filter(({ nextAttempt }) => (nextAttempt !== undefined) === isWaiting);
  };

  return {
    resume: ready,
    close() {
      isClosed = true;
      for (const timer of timers.values()) timer.cancel();
      timers.clear();
    },
    async subscribe(subscription) {
      await ready();
      const id = randomUUID();
      subscriptions.set(id, subscription);
      await storage.set(SUBSCRIPTION + id, subscription as unknown as JsonValue);
      return id;
    },
    async unsubscribe(id) {
      await ready();
      await unsubscribe(id);
    },
    async list() {
      await ready();
      return [...subscriptions].map(([id, { plugin, event, url }]) => ({ id, plugin, event, url }));
    },
    async send(plugin, event, data) {
      await ready();
      if (deliveries.size >= MOST_WAITING) throw new HostCallError('QUOTA_EXCEEDED', `${String(deliveries.size)} webhooks wait already`);
      const id = `msg_${randomUUID()}`;
      const body = JSON.stringify({ type: event, timestamp: new Date(clock.now()).toISOString(), source: plugin, data });
      const receivers = [...subscriptions].filter(([, each]) => each.plugin === plugin && each.event === event);
      for (const [subscription] of receivers) await begin(subscription, { id, plugin, event, body });
      return receivers.length;
    },
    waiting: () => listDeliveries(true),
    deadLetters: () => listDeliveries(false),
    async redeliver(id) {
      await ready();
      const delivery = deliveries.get(id);
      if (delivery === undefined) return;
      await keep({ ...delivery, attempts: 0, nextAttempt: clock.now() });
      await follow(attempt(id));
    },
  };
}

/** How long to wait after so many attempts; `undefined` when it is given up. */
function findWait(attempts: number, retryAfterMs = 0): number | undefined {
  const delay = DELAYS_MS[attempts - 1];
  // A random fifth more or less, so that what failed together does not come back together.
  return delay === undefined ? undefined : Math.max(retryAfterMs, Math.round(delay * (0.8 + 0.4 * Math.random())));
}
