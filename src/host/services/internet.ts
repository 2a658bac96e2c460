import { lookup as lookupHost } from 'node:dns/promises';
import { request as requestHttp, Agent as HttpAgent, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps, Agent as HttpsAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HostCallError } from '../../sandbox/engine.ts';
import { createAddressCheck } from '../http/public-address.ts';
import type { HttpAnswer, HttpRequest, HttpService } from './http.ts';

/** An address that a name leads to. */
export interface ResolvedAddress {
  readonly address: string;
  readonly family: number;
}

/** How the internet is reached. */
export interface InternetOptions {
  /** Finds the addresses of a name; default: what the machine knows and asks. */
  readonly resolve?: (hostname: string) => Promise<readonly ResolvedAddress[]>;
  /**
   * Whether plugins may reach an address; default: addresses of the public internet. The one way in which a host lets plugins
   * reach its own machine or network.
   */
  readonly allows?: (address: string) => boolean;
}

/**
 * Makes the way to the internet, for HTTP and HTTPS.
 *
 * A name is resolved once for each connection, and the connection goes to the very address that was looked at: a name that
 * leads elsewhere the next time gains nothing. Where one of the addresses is private, none is used.
 */
export function createInternet({ resolve = resolveName, allows = createAddressCheck() }: InternetOptions = {}): HttpService {
  const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) };
  const lookup: LookupFunction = (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const refused = addresses.find(({ address }) => !allows(address));
        const [first] = addresses;
        if (refused !== undefined) callback(refuseAddress(hostname), []);
        else if (first === undefined) callback(new Error(`${hostname} has no address`), []);
        else if (options.all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => { callback(error as Error, []); },
    );
  };
  return {
    allows,
    exchange: async (request) => {
      const { url, method, headers, signal, body } = request;
      const name = url.hostname.replace(/^\[|\]$/g, '');
      // What is an address already is not looked up.
      if (isIP(name) !== 0 && !allows(name)) throw refuseAddress(name);
      // A signal of its own: one that lives as long as many redirects would collect a listener for each.
      const options: RequestOptions = { method, headers: mergeHeaders(headers), signal: AbortSignal.any([signal]), lookup };
      const sent = url.protocol === 'https:' ? requestHttps(url, { ...options, agent: agents['https:'] }) : requestHttp(url, { ...options, agent: agents['http:'] });
      return send(sent, body);
    },
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}

async function resolveName(hostname: string): Promise<readonly ResolvedAddress[]> {
  return lookupHost(hostname, { all: true });
}

function refuseAddress(host: string): HostCallError {
  return new HostCallError('ADDRESS_NOT_ALLOWED', `${host} leads to an address that is not on the public internet, which no plugin may reach`, { host });
}

// Several values of one name travel as they are, not joined.
function mergeHeaders(headers: HttpRequest['headers']): Record<string, string[]> {
  const merged: Record<string, string[]> = {};
  for (const [name, value] of headers) merged[name] = [...(merged[name] ?? []), value];
  return merged;
}

function send(request: ClientRequest, body: AsyncIterable<Uint8Array> | undefined): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', (response: IncomingMessage) => {
      resolve({
        status: response.statusCode ?? 0,
        statusText: response.statusMessage ?? '',
        headers: pairHeaders(response.rawHeaders),
        body: response as AsyncIterable<Uint8Array>,
      });
    });
    if (body === undefined) request.end();
    else pipeline(Readable.from(body), request).catch(reject);
  });
}

function pairHeaders(raw: readonly string[]): readonly (readonly [string, string])[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : []));
}
