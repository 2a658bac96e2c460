import { isIP } from 'node:net';
import { coversUrl, formatHostPattern, type HostPattern } from '../../core/permissions/host-pattern.ts';
import { formatManifestLine } from '../../core/permissions/parse-permissions.ts';
import { HostCallError } from '../../sandbox/engine.ts';

/** What of the internet a manifest asks for. */
export interface Reach {
  /** `undefined` means every public one. */
  readonly hosts?: readonly HostPattern[] | undefined;
  /** `undefined` means all that plugins may use. */
  readonly methods?: readonly string[] | undefined;
}

/** What a plugin may reach. */
export interface AllowedReach extends Reach {
  /** Whether it may reach an address that stands in a URL as numbers. */
  readonly allowsAddress: (address: string) => boolean;
}

// Fetch §2.9: servers of other protocols, which would take what is in a request for commands. Servers that are
// not on the internet are out of reach anyway.
const OTHER_PROTOCOLS = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179,
  389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000,
  6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
].map(String));

/**
 * Reads a URL that a plugin asks for, or that a server sends it to.
 *
 * @throws {@link HostCallError} `INVALID_ARGUMENT`, `HOST_NOT_ALLOWED` with the line of the manifest that is missing,
 *   `ADDRESS_NOT_ALLOWED`, `PORT_NOT_ALLOWED`.
 */
export function parseTarget(text: string, { hosts, allowsAddress }: AllowedReach, base?: URL): URL {
  const url = parseUrl(text, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') refuse(`a plugin reaches https: and http: only, not ${url.protocol}`);
  if (url.username !== '' || url.password !== '') refuse('a URL has no user name and no password: send them as the header "authorization"');
  const name = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(name) !== 0 && !allowsAddress(name)) {
    throw new HostCallError('ADDRESS_NOT_ALLOWED', `${name} is not an address of the public internet, and no plugin may reach it`, { host: name });
  }
  if (hosts !== undefined && !hosts.some((pattern) => coversUrl(pattern, url))) throw refuseHost(url.host, hosts);
  if (OTHER_PROTOCOLS.has(url.port)) throw new HostCallError('PORT_NOT_ALLOWED', `no plugin may reach port ${url.port}, which belongs to another protocol`, { port: url.port });
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

/** Reads the method of a request. @throws {@link HostCallError} `INVALID_ARGUMENT`, `METHOD_NOT_ALLOWED`. */
export function parseMethod(method: string, { methods }: Reach): string {
  if (!TOKEN.test(method) || /^(connect|trace|track)$/i.test(method)) refuse(`"${method}" is no method that a plugin may use`);
  if (methods?.includes(method) === false) {
    throw new HostCallError('METHOD_NOT_ALLOWED', `the plugin may not use ${method}: the manifest names ${methods.join(', ')} for "external.api"`, { method, methods });
  }
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
