import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { json, record, type Shape } from './shape.ts';

// RFC 9110 §5.6.2; in lower case, as hosts of Node.js have them.
const NAME = /^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
const VALUE = /^[^\p{Cc}]*$/u;

/** The value of one header: without the line breaks that would begin another one. */
const headerValue: Shape<string> = (value, place) =>
  typeof value === 'string' && value.length <= 8_192 && VALUE.test(value) ? value : place.refuse(`${place.path} must be the value of a header`);

/** Headers by name. */
export const headers: Shape<Readonly<Record<string, string>>> = (value, place) => {
  const found = record(headerValue, 100)(value ?? {}, place);
  const wrong = Object.keys(found).find((name) => !NAME.test(name));
  return wrong === undefined ? found : place.refuse(`${place.path} has a name that is no header in lower case`);
};

/** What is in a request or a response: JSON, bytes or nothing. */
export const body: Shape<JsonValue | Uint8Array | undefined> = (value, place) =>
  value === undefined || value instanceof Uint8Array ? value : json(value, place);
