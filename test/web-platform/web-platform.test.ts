import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPluginManager } from '../../src/host/create-plugin-manager.ts';
import type { PluginManager } from '../../src/host/plugin-manager.ts';
import * as pieces from '../../sdk/web/pieces.ts';
import { buildPlugin } from '../helpers/build-plugin.ts';
import { createInternet } from '../../src/host/services/internet.ts';
import { startFetchServer, type FetchServer } from './fetch-server.ts';
import { PIECES } from './pieces.ts';
import { renderWebPage } from './render-page.ts';

const CASES = PIECES.flatMap(({ cases }) => cases);

const PLUGIN = `import { MessageProcessor } from 'plexi-plugin/sdk';
const CASES = [
${CASES.map(([, code]) => `async (BASE) => { ${code} },`).join('\n')}
];
export default class Observer extends MessageProcessor {
  override async healthCheck(number, base) {
    try { return { seen: JSON.stringify(await CASES[number](base)) ?? null }; } catch (error) { return { threw: String(error) }; }
  }
}`;

const NodeFunction = (async () => {}).constructor as new (parameter: string, code: string) => (base: string) => Promise<unknown>;
let manager: PluginManager;
let server: FetchServer;

// The order of an object's keys is no promise of anybody.
function read(observed: unknown): unknown {
  const { seen } = observed as { readonly seen?: string | null };
  return typeof seen === 'string' ? (JSON.parse(seen) as unknown) : observed;
}

beforeAll(async () => {
  // On the machine's own clock: Node.js has no other.
  server = await startFetchServer();
  // The name leads to the server of this test, which stands for the internet.
  const http = createInternet({ resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]), allows: () => true });
  manager = createPluginManager({ services: { http } });
  const permissions = [{ permission: 'external.api', hosts: [`web.example:${new URL(server.address).port}`] }];
  await manager.loadPlugin(await buildPlugin(PLUGIN, { permissions }), { grants: 'all' });
  await manager.enablePlugin('weather');
});
afterAll(async () => {
  await manager.close();
  await server.close();
});

describe('the sandbox and Node.js see the same', () => {
  for (const { names, cases } of PIECES) {
    describe(names.join(', '), () => {
      for (const [promise, code] of cases) {
        test(promise, async () => {
          const number = CASES.findIndex((each) => each[1] === code);
          const [observed] = await manager.executePlugin('weather', 'healthCheck', [number, server.address.replace('127.0.0.1', 'web.example')]);
          const seen = (JSON.stringify(await new NodeFunction('BASE', code)(server.address)) as string | undefined) ?? null;
          expect(read(observed)).toEqual(read({ seen }));
        });
      }
    });
  }
});

test('docs/reference/web-platform.md lists every row (write it again with "vitest run -u")', async () => {
  await expect(renderWebPage(PIECES)).toMatchFileSnapshot('../../docs/reference/web-platform.md');
});

test('every piece of the SDK is in a row', () => {
  const named = new Set(PIECES.flatMap(({ names }) => names));
  // What these make, or are made of, is tested with them.
  const parts = /Reader$|Writer$|Controller$|^reportError$/;
  expect(Object.keys(pieces).filter((name) => !named.has(name) && !parts.test(name))).toEqual([]);
});
