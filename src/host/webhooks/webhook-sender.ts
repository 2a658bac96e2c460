import { signWebhook } from '../../core/webhooks/signature.ts';
import type { Clock } from '../clock.ts';
import type { HttpService } from '../services/http.ts';

/** One webhook on its way to one server. */
export interface WebhookParcel {
  /** The same each time it is sent. */
  readonly id: string;
  readonly plugin: string;
  readonly url: string;
  readonly secret: string;
  /** JSON. */
  readonly body: string;
}

/** What became of one attempt. `gone`: the server wants no more of them, ever. */
export type WebhookResult =
  | { readonly outcome: 'delivered' }
  | { readonly outcome: 'failed'; readonly reason: string; readonly retryAfterMs?: number }
  | { readonly outcome: 'gone'; readonly reason: string };

const TIMEOUT_MS = 15_000;

/** Makes the function that sends a webhook once; it never rejects. */
export function createWebhookSender(http: HttpService, clock: Clock): (parcel: WebhookParcel) => Promise<WebhookResult> {
  return async ({ id, plugin, url, secret, body }) => {
    const bytes = new TextEncoder().encode(body);
    const headers = Object.entries({ 'content-type': 'application/json', 'content-length': String(bytes.length), ...signWebhook(id, clock.now(), bytes, secret) });
    const late = new AbortController();
    const timer = clock.setTimer(TIMEOUT_MS, () => { late.abort(new Error(`it took longer than ${String(TIMEOUT_MS)} ms`)); });
    try {
      const answer = await http.exchange({ plugin, url: new URL(url), method: 'POST', headers, body: once(bytes), signal: late.signal });
      const retryAfter = answer.headers.find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
      return judge(answer.status, retryAfter);
    } catch (error) {
      return { outcome: 'failed', reason: error instanceof Error ? error.message : String(error) };
    } finally {
      timer.cancel();
      // What the server has to say besides its status is for nobody.
      late.abort();
    }
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function judge(status: number, retryAfter: string | undefined): WebhookResult {
  if (status >= 200 && status < 300) return { outcome: 'delivered' };
  const reason = `it answered ${String(status)}`;
  // Standard Webhooks: 410 ends the subscription.
  if (status === 410) return { outcome: 'gone', reason };
  return { outcome: 'failed', reason, ...(retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) && { retryAfterMs: Number(retryAfter) * 1_000 }) };
}
