import { isIP } from 'node:net';
import { coversHost, formatHostPattern, type HostPattern } from '../../core/permissions/host-pattern.ts';
import { formatManifestLine } from '../../core/permissions/parse-permissions.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import { createAddressCheck } from './public-address.ts';

/** The hosts that a plugin may reach; `undefined` means every public one. */
export type AllowedHosts = readonly HostPattern[] | undefined;

/**
 * Reads a URL that a plugin asks for, or that a server sends it to.
 *
 * @throws {@link HostCallError} `INVALID_ARGUMENT`, `HOST_NOT_ALLOWED` with the line of the manifest that is missing,
 *   `ADDRESS_NOT_ALLOWED`.
 */
export function parseTarget(text: string, hosts: AllowedHosts, base?: URL): URL {
  const url = parseUrl(text, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') refuse(`a plugin reaches https: and http: only, not ${url.protocol}`);
  if (url.username !== '' || url.password !== '') refuse('a URL has no user name and no password: send them as the header "authorization"');
  const name = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(name) !== 0 && !createAddressCheck()(name)) {
    throw new HostCallError('ADDRESS_NOT_ALLOWED', `${name} is not an address of the public internet, and no plugin may reach it`, { host: name });
  }
  if (hosts !== undefined && !hosts.some((pattern) => coversHost(pattern, name))) throw refuseHost(name, hosts);
  return url;
}

function parseUrl(text: string, base: URL | undefined): URL {
  try {
    return new URL(text, base);
  } catch {
    return refuse('the URL cannot be read');
  }
}

function refuseHost(host: string, hosts: readonly HostPattern[]): HostCallError {
  const named = hosts.map(formatHostPattern);
  const manifestLine = formatManifestLine('external.api', [...named, host]);
  return new HostCallError('HOST_NOT_ALLOWED', `the plugin may not reach ${host}: the manifest names ${named.join(', ') || 'no host'}; write ${manifestLine}`, { host, hosts: named, manifestLine });
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// RFC 9110 §5.5: what a header may hold. A line break would begin another header, or another request.
const VALUE = /^[\t\x20-\x7E\x80-\xFF]*$/;
// These belong to the connection, which is the host's.
const OWN = new Set(['accept-encoding', 'connection', 'content-length', 'expect', 'host', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/** Reads the method of a request. @throws {@link HostCallError} `INVALID_ARGUMENT`. */
export function parseMethod(method: string): string {
  if (!TOKEN.test(method) || /^(connect|trace|track)$/i.test(method)) refuse(`"${method}" is no method that a plugin may use`);
  return method;
}

/** Reads the headers of a request; those of the connection are left out. @throws {@link HostCallError} `INVALID_ARGUMENT`. */
export function parseHeaders(headers: readonly (readonly string[])[]): readonly (readonly [string, string])[] {
  return headers.flatMap(([name = '', value = '']) => {
    if (!TOKEN.test(name)) refuse('the name of a header holds a character that no name may have');
    if (!VALUE.test(value)) refuse(`the header "${name}" holds a character that no header may have`);
    const lower = name.toLowerCase();
    return OWN.has(lower) || lower.startsWith('proxy-') ? [] : [[lower, value] as const];
  });
}

function refuse(problem: string): never {
  throw new HostCallError('INVALID_ARGUMENT', problem);
}
