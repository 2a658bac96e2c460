import { inClass, type BrokenKind } from './broken-plugin.ts';

const middleware = (body: string): string => inClass('Middleware', body);
const UNHARMED = 'lets ordinary requests through unharmed';

export const brokenMiddleware: BrokenKind = {
  kind: 'middleware',
  code: 'PLX4316',
  manifest: { permissions: ['requests.intercept'] },
  plugins: [
    { what: 'has no hook', code: middleware(''), check: 'sees requests', reason: 'it sees no request' },
    { what: 'takes a user for granted', code: middleware('beforeRequest({ userId }: any) { userId.trim(); }'), check: UNHARMED, reason: 'cannot read property' },
    { what: 'loses the body of the response', code: middleware('afterResponse(_request: any, { status, headers }: any) { return { status, headers }; }'), check: UNHARMED, reason: 'it loses the body of the response' },
    { what: 'loses the headers of the response', code: middleware(`afterResponse(_request: any, response: any) { return { ...response, headers: { 'x-seen': 'yes' } }; }`), check: UNHARMED, reason: 'it loses the header' },
    { what: 'loses the query', code: middleware('beforeRequest(request: any) { return { ...request, query: {} }; }'), check: UNHARMED, reason: 'it loses "page" of the query' },
    { what: 'makes a GET of every request', code: middleware(`beforeRequest(request: any) { return { ...request, method: 'GET' }; }`), check: UNHARMED, reason: 'a GET request of what was sent with POST' },
    { what: 'decodes any path', code: middleware('beforeRequest({ path }: any) { decodeURIComponent(path); }'), check: UNHARMED, reason: 'URIError' },
    { what: 'returns what is no response', code: middleware(`afterResponse() { return { status: 'fine', headers: {} } as never; }`), check: UNHARMED, reason: '.status must be' },
    { what: 'answers everything with 200', code: middleware('afterResponse(_request: any, response: any) { return { ...response, status: 200 }; }'), check: 'swallows no failure', reason: 'it makes a 200 of the host’s 401' },
    { what: 'remembers the last request for all', code: middleware(`last: any;\nasync beforeRequest(request: any) {\n  this.last = request;\n  await this.storage.get('x');\n  return this.last;\n}`), check: 'keeps requests apart', reason: 'mixed up' },
    { what: 'drops what others add to a request', code: middleware(`beforeRequest(request: any) { const { 'x-before': _, ...headers } = request.headers; return { ...request, headers }; }`), check: 'composes with its neighbours', reason: 'does not reach the one behind it' },
  ],
};
