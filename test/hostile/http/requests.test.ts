import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import { createPluginManager } from '../../../src/host/create-plugin-manager.ts';
import type { PluginManager, PluginManagerOptions } from '../../../src/host/plugin-manager.ts';
import { createFakeHttp } from '../../../src/host/services/fake-http.ts';
import { createInternet, type ResolvedAddress } from '../../../src/host/services/internet.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

const CANARY = 'canary-3e8a51';
const engine = createTestEngine();
const reached: string[] = [];
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.end(CANARY);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => void reached.splice(0));
afterAll(async () => {
  await engine.close();
  await new Promise((resolve) => server.close(resolve));
});

// It does what the test tells it, with the SDK or past it.
const PLUGIN = `import { MessageProcessor } from 'plexi-plugin/sdk';
const call = (...args) => globalThis.__plexi.call(...args);
const tell = (error) => error.code ?? error.cause?.code ?? error.name;
export default class Attacker extends MessageProcessor {
  override async healthCheck(body) {
    try { return { got: (await new Function('call', 'fetch', 'return (async () => {' + body + '})()')(call, fetch)) ?? null }; } catch (error) { return { code: tell(error) }; }
  }
}`;

type Hosts = readonly string[] | 'every';

async function attack(body: string, services: PluginManagerOptions['services'], hosts: Hosts = 'every'): Promise<BoundaryValue> {
  const manager: PluginManager = createPluginManager({ engine, services: services ?? {} });
  try {
    const permission = hosts === 'every' ? 'external.api' : { permission: 'external.api', hosts: [...hosts] };
    await manager.loadPlugin(await buildPlugin(PLUGIN, { permissions: [permission] }), { grants: 'all' });
    const [answer = null] = await manager.executePlugin('weather', 'healthCheck', [body]);
    return answer;
  } finally {
    await manager.close();
  }
}

const internet = (addresses: readonly string[]) => {
  let asked = 0;
  const answers = addresses.map((address): ResolvedAddress => ({ address, family: address.includes(':') ? 6 : 4 }));
  return createInternet({
    resolve: () => {
      asked += 1;
      return Promise.resolve(answers.slice(asked - 1, asked));
    },
  });
};

// Every way of writing an address of this machine, or of a private network, that a URL has.
const ADDRESSES = [
  '127.0.0.1', '127.1', '0x7f.0.0.1', '0x7f000001', '2130706433', '0177.0.0.1', '0', '0.0.0.0', '127.0.0.1.', '１２７.0.0.1', '127。0。0。1', '[::1]', '[::]',
  '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::127.0.0.1]', '[64:ff9b::127.0.0.1]', '[2002:7f00:1::]', '[fe80::1]', '[fc00::1]',
  '169.254.169.254', '10.0.0.1', '192.168.0.1', '172.16.0.1', '100.64.0.1',
];

describe('an address of the inside is refused, however it is written', () => {
  for (const address of ADDRESSES) {
    test(address, async () => {
      expect(await attack(`return (await fetch('http://${address}:${port}/')).text();`, {})).toEqual({ code: 'ADDRESS_NOT_ALLOWED' });
      expect(reached).toEqual([]);
    });
  }

  test('also where only named hosts are allowed', async () => {
    expect(await attack(`return (await fetch('http://127.0.0.1:${port}/')).text();`, {}, ['api.example.com'])).toEqual({ code: 'ADDRESS_NOT_ALLOWED' });
  });
});

describe('a name that leads inside is refused', () => {
  for (const addresses of [['127.0.0.1'], ['::1'], ['10.0.0.7'], ['169.254.169.254'], ['::ffff:127.0.0.1']] as const) {
    test(addresses.join(', '), async () => {
      expect(await attack(`return (await fetch('http://inside.example:${port}/')).text();`, { http: internet(addresses) })).toEqual({ code: 'ADDRESS_NOT_ALLOWED' });
      expect(reached).toEqual([]);
    });
  }

  test('one private address among public ones is enough', async () => {
    const http = createInternet({ resolve: () => Promise.resolve([{ address: '93.184.215.14', family: 4 }, { address: '127.0.0.1', family: 4 }]) });
    expect(await attack(`return (await fetch('http://mixed.example:${port}/')).text();`, { http })).toEqual({ code: 'ADDRESS_NOT_ALLOWED' });
  });

  test('a name that leads outside when it is looked at, and inside when it is used: it is looked up once for a connection', async () => {
    const asked: string[] = [];
    const http = createInternet({
      resolve(hostname) {
        asked.push(hostname);
        return Promise.resolve([{ address: asked.length === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
      },
      allows: (address) => address === '127.0.0.1',
    });
    expect(await attack(`return (await fetch('http://rebind.example:${port}/')).text();`, { http })).toEqual({ got: CANARY });
    expect(asked).toEqual(['rebind.example']);
  });

  test('localhost is a name like any other', async () => {
    expect(await attack(`return (await fetch('http://localhost:${port}/')).text();`, {})).toEqual({ code: 'ADDRESS_NOT_ALLOWED' });
    expect(reached).toEqual([]);
  });
});

// What a server answers, and what becomes of it.
const REDIRECTS = [
  ['to an address of this machine', 'http://127.0.0.1/', 'ADDRESS_NOT_ALLOWED'],
  ['to the metadata of a cloud', 'http://169.254.169.254/latest/meta-data/', 'ADDRESS_NOT_ALLOWED'],
  ['to a host that the manifest does not name', 'https://evil.example/', 'HOST_NOT_ALLOWED'],
  ['to a name that only ends like an allowed one', 'https://notapi.example.com/', 'HOST_NOT_ALLOWED'],
  ['to a file', 'file:///etc/passwd', 'INVALID_ARGUMENT'],
  ['to another protocol', 'gopher://api.example.com/', 'INVALID_ARGUMENT'],
  ['with a password in the URL', 'https://a:b@api.example.com/', 'INVALID_ARGUMENT'],
] as const;

describe('a redirect is refused', () => {
  for (const [what, location, code] of REDIRECTS) {
    test(what, async () => {
      const http = createFakeHttp();
      http.on('GET https://api.example.com/', { status: 302, headers: { location } });
      expect(await attack(`return (await fetch('https://api.example.com/')).text();`, { http }, ['api.example.com'])).toEqual({ code });
      expect(http.requests).toHaveLength(1);
    });
  }

  test('with credentials to another host: they stay behind', async () => {
    const http = createFakeHttp();
    http.on('GET https://api.example.com/', { status: 307, headers: { location: 'https://cdn.example.com/' } });
    http.on('GET https://cdn.example.com/', { text: 'ok' });
    await attack(`return (await fetch('https://api.example.com/', { headers: { authorization: 'Bearer s', cookie: 'a=1', 'x-api-key': 'k', accept: 'x/y' } })).text();`, { http }, ['*.example.com']);
    expect(http.requests.map(({ headers }) => Object.keys(headers).sort())).toEqual([['accept', 'accept-encoding', 'authorization', 'cookie', 'x-api-key'], ['accept', 'accept-encoding']]);
  });
});

const SEND = (changes: string): string => `return call('http.send', { id: 1, url: 'https://api.example.com/', method: 'GET', headers: [], redirect: 'follow', ...${changes} });`;

// What a plugin says past the SDK.
const RAW = [
  ['a line break in a header', SEND(`{ headers: [['a', 'x\\\\r\\\\nhost: evil']] }`), 'INVALID_ARGUMENT'],
  ['a line break in the name of a header', SEND(`{ headers: [['a: b\\\\r\\\\nc', 'x']] }`), 'INVALID_ARGUMENT'],
  ['a method with a request in it', SEND(`{ method: 'GET / HTTP/1.1\\\\r\\\\nx: y' }`), 'INVALID_ARGUMENT'],
  ['CONNECT', SEND(`{ method: 'CONNECT' }`), 'INVALID_ARGUMENT'],
  ['a URL with a password', SEND(`{ url: 'https://a:b@api.example.com/' }`), 'INVALID_ARGUMENT'],
  ['a host hidden behind a user name', SEND(`{ url: 'https://api.example.com@evil.example/' }`), 'INVALID_ARGUMENT'],
  ['a host hidden behind a backslash', SEND(`{ url: 'https://evil.example\\\\\\\\@api.example.com/' }`), 'HOST_NOT_ALLOWED'],
  ['a file', SEND(`{ url: 'file:///etc/passwd' }`), 'INVALID_ARGUMENT'],
  ['a name with a suffix', SEND(`{ url: 'https://api.example.com.evil.example/' }`), 'HOST_NOT_ALLOWED'],
  ['a redirect of its own invention', SEND(`{ redirect: 'sideways' }`), 'INVALID_ARGUMENT'],
  ['a body that is no bytes', SEND(`{ method: 'POST', body: { $bytes: 'AQ==' } }`), 'INVALID_ARGUMENT'],
  ['a chunk for a request of nobody', `return call('http.write', { id: 99, chunk: null }, [[['chunk'], Uint8Array.of(1)]]);`, 'NOT_FOUND'],
  ['the end of a request of nobody', `return call('http.end', { id: 99 });`, 'NOT_FOUND'],
  ['a stream of nobody', `return call('streams.next', { stream: 99 });`, 'NOT_FOUND'],
] as const;

describe('past the SDK a plugin gets nowhere with', () => {
  for (const [what, body, code] of RAW) {
    test(what, async () => {
      const http = createFakeHttp();
      expect(await attack(body.replaceAll('\\\\', '\\'), { http }, ['api.example.com'])).toEqual({ code });
      expect(http.requests).toEqual([]);
    });
  }

  test('headers of the connection: they are left out', async () => {
    const http = createFakeHttp();
    http.on('GET https://api.example.com/', { text: 'ok' });
    await attack(SEND(`{ headers: [['Host', 'evil'], ['content-length', '5'], ['Transfer-Encoding', 'chunked'], ['connection', 'upgrade'], ['proxy-authorization', 'x'], ['a', 'b']] }`), { http });
    expect(http.requests[0]?.headers).toEqual({ a: 'b', 'accept-encoding': 'gzip, deflate, br' });
  });
});

describe('more than its share', () => {
  test('requests that nobody reads are refused beyond 256', async () => {
    const http = createFakeHttp();
    http.on('GET https://api.example.com/', { text: 'ok' });
    const flood = `const codes = []; for (let id = 1; id <= 260; id++) codes.push(await call('http.send', { id, url: 'https://api.example.com/', method: 'GET', headers: [], redirect: 'follow' }).then(() => 'sent', (e) => e.code)); return [codes.filter((c) => c === 'sent').length, codes.at(-1)];`;
    expect(await attack(flood, { http })).toEqual({ got: [256, 'QUOTA_EXCEEDED'] });
  });

  test('a hundred requests at once do not break the limit of calls', async () => {
    const http = createFakeHttp();
    http.on('GET https://api.example.com/*', { text: 'ok' });
    const flood = `return (await Promise.all(Array.from({ length: 100 }, async (_, i) => (await fetch('https://api.example.com/' + i)).text()))).length;`;
    expect(await attack(flood, { http })).toEqual({ got: 100 });
  });
});

test('a failure names the host, and nothing else of the URL', async () => {
  const http = { exchange: () => Promise.reject(new Error(`connect failed for https://api.example.com/?key=${CANARY}`)) };
  const told = await attack(`try { await fetch('https://api.example.com/path?key=${CANARY}', { headers: { authorization: '${CANARY}' } }); } catch (e) { return [e.name, e.cause.code, e.cause.message]; }`, { http });
  expect(told).toEqual({ got: ['TypeError', 'NETWORK_FAILED', 'api.example.com could not be reached (unknown)'] });
});

test('without the permission nothing is asked of anybody', async () => {
  const http = createFakeHttp();
  const manager = createPluginManager({ engine, services: { http } });
  await manager.loadPlugin(await buildPlugin(PLUGIN, { permissions: ['messages.read'] }), { grants: 'all' });
  expect(await manager.executePlugin('weather', 'healthCheck', [`return (await fetch('https://api.example.com/')).text();`])).toEqual([{ code: 'PERMISSION_DENIED' }]);
  expect(manager.denials).toMatchObject([{ permission: 'external.api', method: 'http.send' }]);
  expect(http.requests).toEqual([]);
  await manager.close();
});
