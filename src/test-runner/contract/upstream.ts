import type { FakeAnswer, FakeHttp, RecordedRequest } from '../../host/services/fake-http.ts';

/** A way in which the server on the other side does not do what is asked of it. */
export interface Trouble {
  /** Completes "when the other service …". */
  readonly what: string;
  readonly answer: (request: RecordedRequest) => FakeAnswer;
}

/** Answers everything that a plugin asks of any server from now on. */
export function answerAll(http: FakeHttp, answer: (request: RecordedRequest, signal: AbortSignal) => FakeAnswer | Promise<FakeAnswer>): void {
  http.on('* *', answer);
}

/** Servers that say no. */
export const REFUSALS: readonly Trouble[] = [
  { what: 'answers 500', answer: () => ({ status: 500, json: { error: { message: 'it broke', type: 'server_error' } } }) },
  { what: 'answers 401', answer: () => ({ status: 401, json: { error: { message: 'wrong key', type: 'authentication_error' } } }) },
  { what: 'answers 503 with a page', answer: () => ({ status: 503, headers: { 'content-type': 'text/html' }, text: '<html><body>Service Unavailable</body></html>' }) },
  { what: 'cannot be reached', answer: () => { throw new Error('connection refused'); } },
];

/** Servers that say yes, and then nothing that can be read. */
export const NONSENSE: readonly Trouble[] = [
  { what: 'answers nothing', answer: () => ({ headers: { 'content-type': 'application/json' }, text: '' }) },
  { what: 'answers half of its JSON', answer: () => ({ headers: { 'content-type': 'application/json' }, text: '{"id":"1","choices":[{"message":{"role":"assistant","con' }) },
  { what: 'answers a page instead of JSON', answer: () => ({ headers: { 'content-type': 'text/html' }, text: '<html><body>Sign in to the network</body></html>' }) },
  { what: 'answers an empty object', answer: () => ({ json: {} }) },
  { what: 'answers null', answer: () => ({ json: null }) },
];

/** A server that has heard enough for now. */
export const TOO_MANY: Trouble = { what: 'answers 429', answer: () => ({ status: 429, headers: { 'retry-after': '7' }, json: { error: { message: 'Rate limit reached', type: 'rate_limit_error' } } }) };
