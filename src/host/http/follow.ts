import { HostCallError } from '../../sandbox/engine.ts';
import type { HttpAnswer, HttpRequest, HttpService } from '../services/http.ts';
import { parseMethod, parseTarget, type AllowedReach } from './check-request.ts';

/** What happens when a server sends its caller elsewhere. */
export type Redirect = 'follow' | 'error' | 'manual';

/** An answer, and where it came from in the end. */
export interface FollowedAnswer extends HttpAnswer {
  readonly url: string;
  readonly redirected: boolean;
}

/** A request that may be sent more than once, where its body is known. */
export interface Repeatable extends Omit<HttpRequest, 'body'> {
  /** Absent where there is no body; throws where it came from a stream and has been read. */
  readonly openBody?: () => AsyncIterable<Uint8Array>;
}

const MOST_REDIRECTS = 20;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** Asks a server, and the ones that it names: Fetch §4.4, with every stop held against what the plugin may reach. */
export async function follow(service: HttpService, first: Repeatable, redirect: Redirect, allowed: AllowedReach): Promise<FollowedAnswer> {
  let request = first;
  for (let redirects = 0; ; redirects++) {
    const { openBody, ...rest } = request;
    const answer = await service.exchange({ ...rest, ...(openBody && { body: openBody() }) });
    const location = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
    if (location === undefined || redirect === 'manual' || !REDIRECTS.includes(answer.status)) {
      return { ...answer, url: request.url.href, redirected: redirects > 0 };
    }
    await discard(answer);
    if (redirect === 'error') throw new HostCallError('NETWORK_FAILED', `${request.url.host} sends its caller elsewhere, which the request does not allow`);
    if (redirects >= MOST_REDIRECTS) throw new HostCallError('NETWORK_FAILED', `${first.url.host} leads through more than ${MOST_REDIRECTS} redirects`);
    request = redirectTo(request, parseTarget(location, allowed, request.url), answer.status);
    parseMethod(request.method, allowed);
  }
}

const BODY_HEADERS = /^content-(?!security)/;
const CREDENTIALS = /^(authorization|cookie|x-api-key|api-key)$/;

function redirectTo(before: Repeatable, url: URL, status: number): Repeatable {
  const becomesGet = (status === 303 && before.method !== 'HEAD') || ((status === 301 || status === 302) && before.method === 'POST');
  const isElsewhere = url.origin !== before.url.origin;
  const headers = before.headers.filter(([name]) => !(becomesGet && BODY_HEADERS.test(name)) && !(isElsewhere && CREDENTIALS.test(name)));
  const { openBody, ...rest } = before;
  return { ...rest, url, headers, method: becomesGet ? 'GET' : before.method, ...(!becomesGet && openBody && { openBody }) };
}

async function discard({ body }: HttpAnswer): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}
