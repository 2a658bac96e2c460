import type { SourceLocation } from '../diagnostics/diagnostic.ts';
import { fail } from '../diagnostics/plexi-error.ts';

/** The hosts that one pattern of `external.api` covers, in lower case. Without a port: on the ports of the protocol alone. */
export type HostPattern = { readonly port?: number } & (
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'subdomains'; readonly of: string }
);

const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
const LONGEST_HOST = 253;
const LAST_PORT = 65_535;

/**
 * Parses one host pattern of the permission `external.api`.
 *
 * A pattern is an exact host (`api.example.com`) or one leading wildcard label (`*.example.com`), which covers
 * every subdomain but not `example.com` itself. With a port (`api.example.com:8443`) it covers that port alone, and
 * without one those of HTTPS and HTTP, 443 and 80.
 *
 * @param text - The pattern as written in the manifest.
 * @param location - Where it is written, for the error.
 * @returns The hosts the pattern covers.
 * @throws {@link PlexiError} `PLX1203` when the pattern covers every host, or every host of a top-level domain;
 *   `PLX1204` when it is not made of host name labels, or its port is none.
 *
 * @example
 * ```ts
 * parseHostPattern('*.Example.com'); // { kind: 'subdomains', of: 'example.com' }
 * ```
 */
export function parseHostPattern(text: string, location?: SourceLocation): HostPattern {
  const at = { location };
  const [, name = text, digits] = /^(.*):(\d{1,5})$/.exec(text.toLowerCase()) ?? [];
  const labels = name.toLowerCase().split('.');
  const port = digits === undefined ? {} : { port: Number(digits) };
  const isWildcard = labels[0] === '*';
  const named = isWildcard ? labels.slice(1) : labels;

  // Whoever grants the permission has to be able to say who is on the other end, so `*.com` is as much "every
  // host" as `*`. Suffixes such as `*.co.uk` get past this: a list of public suffixes goes stale between releases.
  if (isWildcard && named.length < 2 && named.every(isLabel)) fail('PLX1203', { pattern: text }, at);
  const host = named.join('.');
  if (!named.every(isLabel) || host.length > LONGEST_HOST || isAddress(named) || port.port === 0 || (port.port ?? 1) > LAST_PORT) fail('PLX1204', { pattern: text }, at);
  return isWildcard ? { kind: 'subdomains', of: host, ...port } : { kind: 'host', host, ...port };
}

/** The pattern as one writes it. */
export function formatHostPattern(pattern: HostPattern): string {
  const name = pattern.kind === 'host' ? pattern.host : `*.${pattern.of}`;
  return pattern.port === undefined ? name : `${name}:${String(pattern.port)}`;
}

/** Whether a pattern covers where a URL leads. */
export function coversUrl(pattern: HostPattern, { protocol, hostname, port }: Pick<URL, 'protocol' | 'hostname' | 'port'>): boolean {
  // URLs leave the port of their protocol out.
  const isPort = pattern.port === undefined ? port === '' : String(pattern.port) === (port || (protocol === 'https:' ? '443' : '80'));
  if (!isPort) return false;
  // A name with a dot at its end is the same name.
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return pattern.kind === 'host' ? name === pattern.host : name.endsWith(`.${pattern.of}`);
}

function isLabel(label: string): boolean {
  return LABEL.test(label);
}

// URL Standard: a host whose last label is a number is an IPv4 address. Addresses have no name to show to the
// person who grants, and private ones are refused at the call.
function isAddress(labels: readonly string[]): boolean {
  return /^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '');
}
