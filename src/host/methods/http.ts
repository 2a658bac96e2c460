import { defineMethod } from './method.ts';
import { bytes, integer, list, oneOf, optional, text, type ParamParser } from './parse-params.ts';

const id = integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const headers = list(list(text({ min: 0, max: 16_384 }), { max: 2 }), { max: 200 });

const body: ParamParser<Uint8Array | 'stream'> = (value, name) => (value === 'stream' ? value : bytes(value, name));

/** What `fetch` of the SDK is made of. */
export const httpMethods = {
  'http.send': defineMethod(
    { id, url: text({ max: 16_384 }), method: text({ max: 64 }), headers, redirect: oneOf('follow', 'error', 'manual'), body: optional(body) },
    (request, { http }) => http.send(request),
  ),
  'http.write': defineMethod({ id, chunk: bytes }, async ({ id, chunk }, { http }) => {
    await http.write(id, chunk);
    return null;
  }),
  'http.end': defineMethod({ id }, ({ id }, { http }) => {
    http.end(id);
    return Promise.resolve(null);
  }),
  'http.cancel': defineMethod({ id }, ({ id }, { http }) => {
    http.cancel(id);
    return Promise.resolve(null);
  }),
};
