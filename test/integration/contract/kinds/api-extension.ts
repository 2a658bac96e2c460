import { inClass, type BrokenKind } from './broken-plugin.ts';

const api = (routes: string): string => inClass('ApiExtension', `routes = [${routes}] as never;`, ['defineRoute', 'ApiError']);
const route = (parts: string, handle: string): string => `defineRoute({ ${parts}, handle: async (request: any) => { void request; void ApiError; ${handle} } })`;

export const brokenApiExtensions: BrokenKind = {
  kind: 'api-extension',
  code: 'PLX4313',
  manifest: { permissions: ['api.create_endpoints'] },
  plugins: [
    { what: 'has no route', code: api(''), check: 'offers routes that can be told apart', reason: 'it has no route' },
    { what: 'has two routes of one address', code: api(`${route(`method: 'GET', path: '/notes/{id}'`, 'return 1;')}, ${route(`method: 'GET', path: '/notes/{name}'`, 'return 2;')}`), check: 'offers routes that can be told apart', reason: 'two of its routes answer GET /notes/{}' },
    { what: 'takes for granted what is not required', code: api(route(`method: 'POST', path: '/notes', body: { type: 'object', properties: { text: { type: 'string' } } }`, 'return request.body.text.length;')), check: 'answers what its schemas allow', reason: 'is answered with 500' },
    { what: 'answers what its schema does not allow', code: api(route(`method: 'GET', path: '/notes', response: { type: 'array', items: { type: 'integer' } }`, `return ['one'];`)), check: 'answers what its schemas allow', reason: 'what its schema does not allow' },
    { what: 'has no schema for its body', code: api(route(`method: 'POST', path: '/notes'`, `if (request.body !== undefined) request.body.text.trim();`)), check: 'refuses wrong input as the caller’s mistake', reason: 'is answered with 500' },
    { what: 'has no types in its query', code: api(route(`method: 'GET', path: '/notes', query: { type: 'object', properties: { days: {} } }`, `if (request.query.days !== undefined && !(Number(request.query.days) >= 0)) throw new Error('days must be a number'); return 1;`)), check: 'refuses wrong input as the caller’s mistake', reason: 'is answered with 500' },
    { what: 'fails at what is not there', code: api(route(`method: 'GET', path: '/notes/{id}'`, `if (request.params.id === 'x') return 1; return (await this.storage.get<any>(request.params.id)).text;`)), check: 'says that it does not know what is not there', reason: 'is answered with 500' },
  ],
};
