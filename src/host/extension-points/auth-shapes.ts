import { flag, json, jsonObject, number, object, optional, text, type Shape, type Shaped } from './shape.ts';

/** How people sign in, as a plugin describes it. */
export const loginOptions = object({ title: text({ min: 1, max: 100 }), fields: optional(jsonObject) });

const line = (max: number) => text({ min: 1, max, pattern: /^[^\p{Cc}]*$/u, called: 'one line of text' });

/** Who somebody is. */
export const identity = object({
  subject: line(255),
  name: optional(line(200)),
  email: optional(text({ max: 254, pattern: /^[^\s@<>"\p{Cc}]+@[^\s@<>"\p{Cc}]+$/u, called: 'an email address' })),
  emailVerified: optional(flag),
  session: optional(json),
  expiresInSeconds: optional(number({ min: 1, max: 366 * 86_400 })),
});

// Passwords and secrets go there: nobody on the way may read them. This machine is no way.
const loginUrl: Shape<string> = (value, place) => {
  const found = text({ max: 4_096 })(value, place);
  const url = URL.canParse(found) ? new URL(found) : undefined;
  const isLocal = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const isSafe = url !== undefined && (url.protocol === 'https:' || isLocal) && url.username === '' && url.password === '';
  return isSafe ? url.href : place.refuse(`${place.path} must be an address that begins with "https://", without a user or a password in it`);
};

/** Where to send somebody. */
export const address = object({ url: loginUrl, memory: optional(json) });

/** How people sign in. */
export type LoginOptions = Shaped<typeof loginOptions>;
/** Who somebody is, checked. */
export type Identity = Shaped<typeof identity>;
