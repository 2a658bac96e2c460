import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { createPluginManager } from '../../../src/host/create-plugin-manager.ts';
import type { PluginManager } from '../../../src/host/plugin-manager.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { createFakeHttp } from '../../../src/host/services/fake-http.ts';
import type { HttpService } from '../../../src/host/services/http.ts';
import { createInternet, type ResolvedAddress } from '../../../src/host/services/internet.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

const CANARY = 'canary-3e8a51';
const engine = createTestEngine();
const reached: string[] = [];
let server: Server;
let port = '';
let source: PluginSource;

// It does what the test tells it, with the SDK or past it.
const PLUGIN = `import { MessageProcessor } from 'plexi-plugin/sdk';
const call = (...args) => globalThis.__plexi.call(...args);
const tell = (error) => error.code ?? error.cause?.code ?? error.name;
export default class Attacker extends MessageProcessor {
  override async healthCheck(body) {
    try { return { got: (await new Function('call', 'fetch', 'return (async () => {' + body + '})()')(call, fetch)) ?? null }; } catch (error) { return { code: tell(error) }; }
  }
}`;

beforeAll(async () => {
  server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.writeHead(200, { connection: 'close' }).end(CANARY);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = String((server.address() as AddressInfo).port);
  source = await buildPlugin(PLUGIN, {});
});
afterAll(async () => {
  await engine.close();
  await new Promise((resolve) => server.close(resolve));
});

type Permission = NonNullable<Manifest['permissions']>[number];

async function open(http: HttpService, ...permissions: readonly Permission[]): Promise<{ readonly manager: PluginManager; readonly run: (body: string) => Promise<BoundaryValue> }> {
  const manager = createPluginManager({ engine, services: { http } });
  await manager.loadPlugin({ ...source, manifest: { ...source.manifest, permissions: [...permissions] } }, { grants: 'all' });
  return { manager, run: async (body) => (await manager.executePlugin('weather', 'healthCheck', [body]))[0] ?? null };
}

// Once for a host of its own.
async function attack(body: string, http: HttpService, permission: Permission = 'external.api'): Promise<BoundaryValue> {
  const { manager, run } = await open(http, permission);
  try {
    return await run(body);
  } finally {
    await manager.close();
  }
}

const resolved = (...addresses: readonly string[]): readonly ResolvedAddress[] => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

// What names lead to; every other name leads to this machine.
const NAMES: Readonly<Record<string, readonly ResolvedAddress[]>> = {
  'six.example': resolved('::1'),
  'private.example': resolved('10.0.0.7'),
  'mapped.example': resolved('::ffff:127.0.0.1'),
  'unique-local.example': resolved('fd12:3456::1'),
  'link-local.example': resolved('fe80::1'),
  'zone.example': resolved('fe80::1%lo'),
  'mixed.example': resolved('93.184.215.14', '127.0.0.1'),
  'mixed-families.example': resolved('2606:2800:21f:cb07::1', '127.0.0.1'),
  'carrier.example': resolved('100.64.0.1'),
  'metadata.google.internal': resolved('169.254.169.254'),
};

interface Row {
  readonly method?: string;
  /** `PORT` stands for the port of the server on this machine. */
  readonly url: string;
  readonly code: string;
}

const rows = (code: string, ...urls: readonly string[]): readonly Row[] => urls.map((url) => ({ url, code }));
const addresses = (...hosts: readonly string[]): readonly Row[] => rows('ADDRESS_NOT_ALLOWED', ...hosts.map((host) => `http://${host}:PORT/`));

// What a plugin may ask for that may reach every public server.
const REQUESTS: Readonly<Record<string, readonly Row[]>> = {
  'IPv4, decimal, octal, hexadecimal and short': addresses(
    '127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '2130706433', '0x7f000001', '0x7f.0.0.1', '0x7F.0x0.0x0.0x1', '0177.0.0.1', '017700000001', '00000177.1', '0x7f.1', '127.0.0.1.',
  ),
  'IPv4 of networks that are not the internet': addresses(
    '0', '0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.127.255.254', '169.254.0.1', '172.16.0.1', '172.31.255.254', '192.0.0.1', '192.0.2.1', '192.88.99.1', '192.168.0.1',
    '198.18.0.1', '198.19.255.254', '198.51.100.1', '203.0.113.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255',
  ),
  'IPv6': addresses(
    '[::]', '[::1]', '[0:0:0:0:0:0:0:1]', '[0000:0000:0000:0000:0000:0000:0000:0001]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::ffff:0:127.0.0.1]', '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2001:0:53aa:64c:0:0:80ff:fffe]', '[fc00::1]', '[fd12:3456:789a::1]', '[fe80::1]', '[fec0::1]', '[ff02::1]', '[2001:db8::1]', '[3fff::1]',
    '[100::1]', '[5f00::1]',
  ),
  'IPv6 with a zone, or broken': rows('INVALID_ARGUMENT', 'http://[fe80::1%25lo]:PORT/', 'http://[fe80::1%lo]:PORT/', 'http://[::1/', 'http://[::1]PORT/'),
  'Unicode digits, dots and letters': addresses('１２７.0.0.1', '127。0。0。1', '127．0．0．1', '①②⑦.⓪.⓪.①', '𝟏𝟐𝟕.𝟎.𝟎.𝟏', 'ｌｏｃａｌｈｏｓｔ', 'loc\u00ADalhost', 'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ'),
  'percent signs': [...addresses('127%2e0%2e0%2e1', '%31%32%37.0.0.1', 'local%68ost'), ...rows('INVALID_ARGUMENT', 'http://127.0.0.1%00.example:PORT/', 'http://127.0.0.1%2f@public.example:PORT/')],
  'localhost and its kin': addresses('localhost', 'LOCALHOST', 'localhost.', 'localhost.localdomain', 'ip6-localhost', 'app.localhost', '127.0.0.1.nip.io', 'localtest.me'),
  'names that lead inside': addresses(...Object.keys(NAMES), 'inside.example'),
  'metadata of clouds': [
    ...rows('ADDRESS_NOT_ALLOWED', 'http://169.254.169.254/latest/meta-data/', 'http://2852039166/', 'http://0xa9fea9fe/', 'http://[::ffff:a9fe:a9fe]/', 'http://[fd00:ec2::254]/', 'http://100.100.100.200/', 'http://192.0.0.192/', 'http://169.254.170.2/'),
    ...rows('ADDRESS_NOT_ALLOWED', 'http://metadata.google.internal/computeMetadata/v1/'),
  ],
  'ports of other services': [
    ...[21, 22, 23, 25, 110, 143, 389, 465, 587, 993, 2049, 6000, 6667].flatMap((other) => rows('PORT_NOT_ALLOWED', `http://public.example:${String(other)}/`)),
    ...[2375, 5432, 6379, 9200, 11211, 27017].flatMap((other) => rows('ADDRESS_NOT_ALLOWED', `http://127.0.0.1:${String(other)}/`, `http://inside.example:${String(other)}/`)),
    ...rows('INVALID_ARGUMENT', 'http://127.0.0.1:65536/', 'http://127.0.0.1:-1/'),
  ],
  'user names and passwords': rows(
    'INVALID_ARGUMENT',
    'http://a:b@127.0.0.1:PORT/', 'http://public.example@127.0.0.1:PORT/', 'http://public.example:80@127.0.0.1:PORT/', 'http://public.example%2f@127.0.0.1:PORT/', 'http://:b@127.0.0.1:PORT/',
    'http://public.example%23@a@127.0.0.1:PORT/',
  ),
  'what different readers of URLs see differently': rows(
    'ADDRESS_NOT_ALLOWED',
    'http://127.0.0.1:PORT#@public.example/', 'http://127.0.0.1:PORT?@public.example/', 'http://127.0.0.1:PORT\\@public.example/', 'http:\\\\127.0.0.1:PORT/', 'http:/127.0.0.1:PORT/', 'http:127.0.0.1:PORT/',
    'http:////127.0.0.1:PORT/', ' http://127.0.0.1:PORT/', 'HTTP://127.0.0.1:PORT/', 'http://127.0.0.1\t:PORT/', 'http://127.0.0.1\r\n:PORT/', 'ht\ntp://127.0.0.1:PORT/', 'http://127.0.0.1:0PORT/',
  ),
  'characters that no host has': rows('INVALID_ARGUMENT', 'http://127.0.0.1 :PORT/', 'http://127.0.0.1\u0000:PORT/', 'http://127.0.0.1<:PORT/', 'http://127.0.0.1|:PORT/', 'http://^127.0.0.1:PORT/', 'http:///', 'http://', '', '/', 'no URL'),
  'other schemes': rows(
    'INVALID_ARGUMENT',
    'file:///etc/passwd', 'ftp://127.0.0.1/', 'gopher://127.0.0.1:PORT/_GET', 'dict://127.0.0.1:PORT/', 'ldap://127.0.0.1/', 'ws://127.0.0.1:PORT/', 'wss://127.0.0.1:PORT/', 'data:text/plain,x', 'blob:http://127.0.0.1/x',
    'javascript:1', 'about:blank', 'unix:/var/run/docker.sock', 'http+unix://%2Fvar%2Frun%2Fdocker.sock/', 'jar:http://127.0.0.1!/',
  ),
};

// Where a server sends its caller that may reach every public server.
const REDIRECTS: readonly Row[] = [
  ...rows('ADDRESS_NOT_ALLOWED', 'http://127.0.0.1:PORT/', 'http://2130706433:PORT/', 'http://[::1]:PORT/', 'http://inside.example:PORT/', 'http://localhost:PORT/', 'http://169.254.169.254/latest/meta-data/', '//127.0.0.1:PORT/', '\\\\127.0.0.1:PORT/', 'http://127.0.0.1\t:PORT/'),
  ...rows('INVALID_ARGUMENT', 'file:///etc/passwd', 'gopher://127.0.0.1:PORT/', 'ftp://127.0.0.1/', 'data:text/plain,x', 'javascript:1', 'http://a:b@127.0.0.1:PORT/', 'http://[::1/'),
  ...rows('PORT_NOT_ALLOWED', 'http://public.example:25/'),
];

// What is refused to a plugin whose manifest names `NARROW`.
const NARROW = { permission: 'external.api', hosts: ['api.example.com', '*.cdn.example', 'alt.example:8443'], methods: ['POST', 'PUT'] };
const BEYOND: readonly Row[] = [
  ...rows(
    'HOST_NOT_ALLOWED',
    'https://evil.example/', 'https://notapi.example.com/', 'https://api.example.com.evil.example/', 'https://api.example.com%2eevil.example/', 'https://evil.example\\@api.example.com/', 'https://example.com/',
    'https://cdn.example/', 'https://xcdn.example/', 'https://аpi.example.com/', 'https://api.example.com:8443/', 'https://api.example.com:22/', 'http://api.example.com:443/', 'https://alt.example/', 'https://93.184.215.14/',
  ),
  ...rows('ADDRESS_NOT_ALLOWED', 'http://127.0.0.1:PORT/', 'http://[::1]:PORT/'),
  ...rows('INVALID_ARGUMENT', 'https://a:b@api.example.com/', 'https://api.example.com@evil.example/', 'file:///etc/passwd'),
];

const fill = (text: string): string => text.replaceAll('PORT', port);
let requests = 0;
const send = (changes: object): string => {
  requests += 1;
  return `return call('http.send', ${JSON.stringify({ id: requests, url: 'https://api.example.com/', method: 'GET', headers: [], redirect: 'follow', ...changes })});`;
};

describe('a plugin that may reach every public server', () => {
  const http = createFakeHttp(createInternet({ resolve: (name) => Promise.resolve(NAMES[name] ?? resolved('127.0.0.1')) }));
  let run: (body: string) => Promise<BoundaryValue>;
  beforeAll(async () => {
    ({ run } = await open(http, 'external.api'));
  });

  for (const [what, refused] of Object.entries(REQUESTS)) {
    describe(`does not get anywhere by ${what}`, () => {
      for (const { url, code } of refused) {
        test(`${JSON.stringify(url)}: ${code}`, async () => {
          expect(await run(send({ url: fill(url) }))).toEqual({ code });
          expect(reached).toEqual([]);
        });
      }
    });
  }

  describe('does not get inside by a redirect', () => {
    for (const [number, { url, code }] of REDIRECTS.entries()) {
      test(`to ${JSON.stringify(url)}: ${code}`, async () => {
        for (const status of [301, 302, 303, 307, 308]) {
          http.on(`* https://start.example/${String(number)}`, { status, headers: { location: fill(url) } });
          expect(await run(send({ url: `https://start.example/${String(number)}` })), String(status)).toEqual({ code });
        }
        expect(reached).toEqual([]);
      });
    }

    test('after others that are in order', async () => {
      http.on('* https://start.example/chain', { status: 302, headers: { location: 'https://start.example/hop' } });
      http.on('* https://start.example/hop', { status: 307, headers: { location: 'https://other.example/last' } });
      http.on('* https://other.example/last', { status: 308, headers: { location: fill('http://inside.example:PORT/') } });
      expect(await run(send({ url: 'https://start.example/chain' }))).toEqual({ code: 'ADDRESS_NOT_ALLOWED' });
      expect(reached).toEqual([]);
    });
  });

  test('is told by fetch as by its host', async () => {
    expect(await run(fill(`return (await fetch('http://127.0.0.1:PORT/')).text();`))).toEqual({ code: 'ADDRESS_NOT_ALLOWED' });
    expect(reached).toEqual([]);
  });
});

describe('a plugin whose manifest names hosts and methods', () => {
  const http = createFakeHttp();
  let run: (body: string) => Promise<BoundaryValue>;
  beforeAll(async () => {
    ({ run } = await open(http, NARROW));
    http.on('* https://api.example.com/', { text: 'ok' });
    http.on('* https://alt.example:8443/', { text: 'ok' });
    http.on('* https://a.cdn.example/', { text: 'ok' });
  });

  test('reaches those', async () => {
    for (const url of ['https://api.example.com/', 'https://alt.example:8443/', 'https://a.cdn.example/']) {
      expect(await run(send({ url, method: 'POST' }).replace(';', '.then(({ status }) => status);'))).toEqual({ got: 200 });
    }
  });

  for (const [number, { url, code }] of BEYOND.entries()) {
    test(`does not reach ${url}, also by a redirect: ${code}`, async () => {
      const before = http.requests.length;
      expect(await run(send({ url: fill(url), method: 'POST' }))).toEqual({ code });
      http.on(`* https://api.example.com/${String(number)}`, { status: 307, headers: { location: fill(url) } });
      expect(await run(send({ url: `https://api.example.com/${String(number)}`, method: 'POST' }))).toEqual({ code });
      expect(http.requests).toHaveLength(before + 1);
    });
  }

  test('uses no other method, also not by a redirect that makes a GET of a POST', async () => {
    http.on('* https://api.example.com/see-other', { status: 303, headers: { location: 'https://api.example.com/' } });
    const before = http.requests.length;
    expect(await run(send({ url: 'https://api.example.com/', method: 'GET' }))).toEqual({ code: 'METHOD_NOT_ALLOWED' });
    expect(await run(send({ url: 'https://api.example.com/', method: 'post' }))).toEqual({ code: 'METHOD_NOT_ALLOWED' });
    expect(http.requests).toHaveLength(before);
    expect(await run(send({ url: 'https://api.example.com/see-other', method: 'POST' }))).toEqual({ code: 'METHOD_NOT_ALLOWED' });
    expect(http.requests).toHaveLength(before + 1);
  });

  // What a plugin says past the SDK.
  const RAW = [
    ['a line break in a header', send({ method: 'POST', headers: [['a', 'x\r\nhost: evil']] }), 'INVALID_ARGUMENT'],
    ['a line break in the name of a header', send({ method: 'POST', headers: [['a: b\r\nc', 'x']] }), 'INVALID_ARGUMENT'],
    ['a method with a request in it', send({ method: 'GET / HTTP/1.1\r\nx: y' }), 'INVALID_ARGUMENT'],
    ['CONNECT', send({ method: 'CONNECT' }), 'INVALID_ARGUMENT'],
    ['a redirect of its own invention', send({ redirect: 'sideways' }), 'INVALID_ARGUMENT'],
    ['a body that is no bytes', send({ method: 'POST', body: { $bytes: 'AQ==' } }), 'INVALID_ARGUMENT'],
    ['a chunk for a request of nobody', `return call('http.write', { id: 99, chunk: null }, [[['chunk'], Uint8Array.of(1)]]);`, 'NOT_FOUND'],
    ['the end of a request of nobody', `return call('http.end', { id: 99 });`, 'NOT_FOUND'],
    ['a stream of nobody', `return call('streams.next', { stream: 99 });`, 'NOT_FOUND'],
  ] as const;
  for (const [what, body, code] of RAW) {
    test(`gets nowhere with ${what}`, async () => {
      const before = http.requests.length;
      expect(await run(body)).toEqual({ code });
      expect(http.requests).toHaveLength(before);
    });
  }
});

describe('a name that leads elsewhere the next time', () => {
  // The server on this machine is the one that may be reached here: there is no other.
  const asked: string[] = [];
  const http = createInternet({
    resolve(name) {
      asked.push(name);
      return Promise.resolve(resolved(asked.filter((each) => each === name).length === 1 ? '127.0.0.1' : '10.0.0.1'));
    },
    allows: (address) => address === '127.0.0.1',
  });

  test('is looked up once for a connection, which goes to the address that was looked at', async () => {
    const { manager, run } = await open(http, 'external.api');
    const get = fill(`return (await fetch('http://rebind.example:PORT/')).text();`);
    expect(await run(get)).toEqual({ got: CANARY });
    expect(asked).toEqual(['rebind.example']);
    expect(await run(get)).toEqual({ code: 'ADDRESS_NOT_ALLOWED' });
    expect(reached.splice(0)).toEqual(['/']);
    // What a host allows holds for addresses as they are written, too.
    expect(await run(fill(`return (await fetch('http://127.0.0.1:PORT/')).text();`))).toEqual({ got: CANARY });
    expect(await run(fill(`return (await fetch('http://127.0.0.2:PORT/')).text();`))).toEqual({ code: 'ADDRESS_NOT_ALLOWED' });
    expect(reached.splice(0)).toEqual(['/']);
    await manager.close();
  });
});

test('credentials do not follow a redirect to another host', async () => {
  const http = createFakeHttp();
  http.on('GET https://api.example.com/', { status: 307, headers: { location: 'https://cdn.example.com/' } });
  http.on('GET https://cdn.example.com/', { text: 'ok' });
  await attack(`return (await fetch('https://api.example.com/', { headers: { authorization: 'Bearer s', cookie: 'a=1', 'x-api-key': 'k', accept: 'x/y' } })).text();`, http);
  expect(http.requests.map(({ headers }) => Object.keys(headers).sort())).toEqual([['accept', 'accept-encoding', 'authorization', 'cookie', 'x-api-key'], ['accept', 'accept-encoding']]);
});

test('headers of the connection are left out', async () => {
  const http = createFakeHttp();
  http.on('GET https://api.example.com/', { text: 'ok' });
  const headers = [['Host', 'evil'], ['content-length', '5'], ['Transfer-Encoding', 'chunked'], ['connection', 'upgrade'], ['proxy-authorization', 'x'], ['a', 'b']];
  await attack(send({ headers }), http);
  expect(http.requests[0]?.headers).toEqual({ a: 'b', 'accept-encoding': 'gzip, deflate, br' });
});

describe('more than its share', () => {
  test('requests that nobody reads are refused beyond 256', async () => {
    const http = createFakeHttp();
    http.on('GET https://api.example.com/', { text: 'ok' });
    const flood = `const codes = []; for (let id = 1; id <= 260; id++) codes.push(await call('http.send', { id, url: 'https://api.example.com/', method: 'GET', headers: [], redirect: 'follow' }).then(() => 'sent', (e) => e.code)); return [codes.filter((c) => c === 'sent').length, codes.at(-1)];`;
    expect(await attack(flood, http)).toEqual({ got: [256, 'QUOTA_EXCEEDED'] });
  });

  test('a hundred requests at once do not break the limit of calls', async () => {
    const http = createFakeHttp();
    http.on('GET https://api.example.com/*', { text: 'ok' });
    const flood = `return (await Promise.all(Array.from({ length: 100 }, async (_, i) => (await fetch('https://api.example.com/' + i)).text()))).length;`;
    expect(await attack(flood, http)).toEqual({ got: 100 });
  });
});

test('a failure names the host, and nothing else of the URL', async () => {
  const http = { exchange: () => Promise.reject(new Error(`connect failed for https://api.example.com/?key=${CANARY}`)) };
  const told = await attack(`try { await fetch('https://api.example.com/path?key=${CANARY}', { headers: { authorization: '${CANARY}' } }); } catch (e) { return [e.name, e.cause.code, e.cause.message]; }`, http);
  expect(told).toEqual({ got: ['TypeError', 'NETWORK_FAILED', 'api.example.com could not be reached (unknown)'] });
});

test('without the permission nothing is asked of anybody', async () => {
  const http = createFakeHttp();
  const { manager, run } = await open(http, 'messages.read');
  expect(await run(`return (await fetch('https://api.example.com/')).text();`)).toEqual({ code: 'PERMISSION_DENIED' });
  expect(manager.denials).toMatchObject([{ permission: 'external.api', method: 'http.send' }]);
  expect(http.requests).toEqual([]);
  await manager.close();
});
