import { createHash, createHmac } from 'node:crypto';
import { defineMethod } from './method.ts';
import { oneOf, optional, text, type ParamParser } from './parse-params.ts';

// What a message over the boundary can hold is limited anyway.
const data: ParamParser<string | Uint8Array> = (value, name) => (value instanceof Uint8Array ? value : text({ min: 0, max: Infinity })(value, name));
const algorithm = optional(oneOf('sha256', 'sha512'));

/** Hashes and signatures. */
export const securityMethods = {
  'security.hash': defineMethod({ data, algorithm }, ({ data, algorithm = 'sha256' }) => Promise.resolve(createHash(algorithm).update(data).digest('hex'))),
  'security.hmac': defineMethod({ secret: data, data, algorithm }, ({ secret, data, algorithm = 'sha256' }) =>
    Promise.resolve(createHmac(algorithm, secret).update(data).digest('hex'))),
};
