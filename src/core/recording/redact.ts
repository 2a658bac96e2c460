import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { Exchange, RecordedBody } from './recording.ts';

// The same inside of addresses: a value that a server gave comes back in the next request.
const REDACTED = 'REDACTED';

// Names of headers, parameters and fields whose values open something. `token` alone, but not `total_tokens`.
const SENSITIVE = /^(?:proxy-)?authorization$|^(?:set-)?cookie2?$|(?:^|[-_.]|[a-z](?=[A-Z]))(?:api[-_]?key|(?:access|private|secret|signing|subscription)[-_]?key|key|sig|signature|token|secret|password|passwd|passphrase|pwd|credentials?|session(?:[-_]?id)?|jwt|auth|assertion|code[-_]verifier)$/i;
// As the services write them: whoever sees one knows what it is.
const SHAPES = /\b(?:gh[opsur]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|sk-[\w-]{16,}|xox[abeoprs]-[\w-]{10,}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{30,}|npm_\w{30,}|pypi-[\w-]{30,}|whsec_[\w+/=]{16,}|eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*)|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g;
// Shorter ones are words of every text.
const SHORTEST = 4;

/**
 * Takes every credential out of exchanges: what stands in headers, parameters and fields that are named for one, what looks like
 * one, and what the caller knows to be one. A value that is found in one place is taken out of all others, also in answers.
 *
 * @param known - Secret settings, for example.
 */
export function redactExchanges(exchanges: readonly Exchange[], known: readonly string[]): readonly Exchange[] {
  const found = exchanges.flatMap((exchange) => listCredentials(exchange));
  const forms = listForms([...known, ...found]);
  return exchanges.map((exchange) => redact(exchange, (text) => forms.reduce((current, form) => current.replaceAll(form, REDACTED), text.replace(SHAPES, REDACTED))));
}

function redact({ request, response }: Exchange, clean: (text: string) => string): Exchange {
  return {
    request: { method: request.method, url: redactUrl(request.url, clean), headers: redactHeaders(request.headers, clean), body: redactBody(request.body, clean) },
    response: { status: response.status, headers: redactHeaders(response.headers, clean), body: redactBody(response.body, clean) },
  };
}

function redactHeaders(headers: Readonly<Record<string, string>>, clean: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, SENSITIVE.test(name) ? REDACTED : redactUrl(value, clean)]));
}

// Query strings are where they are: in addresses, in `location` and `link`, in forms.
function redactUrl(text: string, clean: (text: string) => string): string {
  return clean(text.replace(/([?&;]|^)([\w.[\]-]+)=([^&\s"'<>;]*)/g, (whole, before: string, name: string) => (SENSITIVE.test(name) ? `${before}${name}=${REDACTED}` : whole)));
}

function redactBody(body: RecordedBody, clean: (text: string) => string): RecordedBody {
  if ('json' in body) return { json: redactJson(body.json, clean) };
  if ('text' in body) return { text: redactUrl(body.text, clean) };
  return body;
}

function redactJson(value: JsonValue, clean: (text: string) => string): JsonValue {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map((each: JsonValue) => redactJson(each, clean));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as Readonly<Record<string, JsonValue>>).map(([name, each]) => [name, SENSITIVE.test(name) && typeof each === 'string' ? REDACTED : redactJson(each, clean)]));
}

function listCredentials({ request, response }: Exchange): readonly string[] {
  const headers = [...Object.entries(request.headers), ...Object.entries(response.headers)].filter(([name]) => SENSITIVE.test(name)).map(([, value]) => value);
  const parameters = [request.url, ...[request.body, response.body].flatMap((body) => ('text' in body ? [body.text] : []))].flatMap((text) =>
    [...text.matchAll(/(?:[?&;]|^)([\w.[\]-]+)=([^&\s"'<>;]*)/g)].flatMap(([, name = '', value = '']) => (SENSITIVE.test(name) ? [value, decode(value)] : [])));
  const fields = [request.body, response.body].flatMap((body) => ('json' in body ? listFields(body.json) : []));
  return [...headers.flatMap(listParts), ...parameters, ...fields];
}

// `Bearer x` is a word and a credential; `Basic x` holds a name and a password; a cookie has a name, a value and attributes.
function listParts(value: string): readonly string[] {
  const [, scheme, rest = ''] = /^(\w+) (\S+)$/.exec(value) ?? [];
  const basic = scheme?.toLowerCase() === 'basic' ? Buffer.from(rest, 'base64').toString('utf8') : '';
  const cookies = [...value.matchAll(/(?:^|; ?)[^=;\s]+=([^;]+)/g)].flatMap(([, each = '']) => (each.length >= 8 ? [each] : []));
  return [value, rest, basic, basic.slice(basic.indexOf(':') + 1), ...cookies];
}

function listFields(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each: JsonValue) => listFields(each));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Readonly<Record<string, JsonValue>>).flatMap(([name, each]) => (typeof each === 'string' ? (SENSITIVE.test(name) ? [each] : []) : listFields(each)));
}

// As itself, inside of JSON, of an address, and in Base64. The longest first: one may be a part of another.
function listForms(secrets: readonly string[]): readonly string[] {
  const long = secrets.filter((secret) => secret.length >= SHORTEST && secret !== REDACTED);
  const forms = long.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.replace(/\p{Surrogate}/gu, '\uFFFD')), Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('base64url')]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
