import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpService } from '../../../src/host/services/http.ts';
import { createInternet } from '../../../src/host/services/internet.ts';
import { listProblems } from '../../../src/core/test-report/test-report.ts';
import { createPlatform } from '../../../src/index.ts';
import { preparePlugin } from '../../../src/operations/prepare-plugin.ts';
import { loadRecording, recordHttp, type HttpRecording, type RecordingStart } from '../../../src/test-runner/http-recording.ts';
import { startTestHost } from '../../../src/test-runner/live-test-host.ts';
import { startVitest } from '../../../src/test-runner/start-vitest.ts';
import { readSuites } from '../../helpers/read-suites.ts';
import type { PluginUnderTest } from '../../../src/test-runner/plugin-under-test.ts';
import { createPlugin } from './create-plugin.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

// Made up, in the shapes that services use; each is sent to the server or comes back from it.
const SECRETS = {
  setting: 'correct horse battery staple',
  bearer: 'bearer-3f9c1d77aa',
  query: 'query-key-88412',
  field: 'field-password-5521',
  cookie: 'session-cookie-99177',
  basic: 'basic-password-4410',
  issued: 'issued-access-token-1207',
  shaped: `ghp_${'a1B2'.repeat(9)}`,
} as const;

const CODE = (port: number, change = ''): string => `import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
const base = 'http://api.example.com:${String(port)}';
export default class Client extends MessageProcessor {
  override async onEnable(): Promise<void> {
    const password = await this.config.get('password');
    await fetch(base + '/start?api_key=${SECRETS.query}', { headers: { 'x-note': 'it is ' + password } });
  }
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const headers = { authorization: 'Bearer ${SECRETS.bearer}', cookie: 'sid=${SECRETS.cookie}', 'content-type': 'application/json' };
    const body = JSON.stringify({ text: message.content, list: [1, { deep: true }], password: '${SECRETS.field}', token: '${SECRETS.shaped}', note: 'see ${SECRETS.shaped}'${change} });
    const login = await (await fetch(base + '/login', { method: 'POST', headers, body })).json();
    const basic = 'Basic ' + btoa('ada:${SECRETS.basic}');
    const items = await (await fetch(base + '/items?after=' + encodeURIComponent(login.access_token), { headers: { authorization: basic } })).json();
    await this.messages.reply(message, items.names.join(', '));
  }
}
`;

let served = 0;
const server = createServer((request, response) => {
  served += 1;
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
    // A careless server: it repeats what it was sent.
    const echo = `${JSON.stringify(request.headers)} ${request.url ?? ''} ${Buffer.concat(pieces).toString()}`;
    const json = request.url === '/login' ? { access_token: SECRETS.issued, expires_in: 60 } : { names: ['tea', 'cake'], echo };
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip', 'set-cookie': `sid=${SECRETS.cookie}; HttpOnly`, 'x-request-id': String(Math.random()) });
    response.end(gzipSync(JSON.stringify(json)));
  });
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => { server.close(); });

async function prepare(change = ''): Promise<PluginUnderTest> {
  const manifest = {
    name: 'client',
    version: '1.0.0',
    description: 'Asks.',
    author: 'Alice',
    type: 'message-processor',
    entry_point: 'src/index.ts',
    permissions: ['messages.read', 'messages.write', { permission: 'external.api', hosts: [`api.example.com:${String(port)}`], reason: 'Asks.' }],
    settings_schema: { type: 'object', properties: { password: { type: 'string', secret: true, default: '' } } },
  };
  const directory = await createPlugin({ 'plugin.json': JSON.stringify(manifest), 'src/index.ts': CODE(port, change) });
  return (await preparePlugin(directory, createPlatform({ cwd: directory }))).plugin;
}

async function talk(plugin: PluginUnderTest, start: RecordingStart, texts: readonly string[] = ['hello']): Promise<{ readonly said: readonly string[]; readonly problems: readonly { readonly code: string; readonly details?: readonly string[] }[] }> {
  const engine = createTestEngine();
  let recording: HttpRecording | undefined;
  const host = await startTestHost(plugin, { config: { password: SECRETS.setting } }, engine, (started) => (recording = start(started)));
  for (const text of texts) await host.receive(text).catch(() => undefined);
  await host.close();
  await engine.close();
  return { said: host.sentMessages.map(({ content }) => content), problems: (await recording?.finish()) ?? [] };
}

function openLoopback(): HttpService {
  return createInternet({ resolve: async () => [{ address: '127.0.0.1', family: 4 }], allows: () => true });
}

function record(plugin: PluginUnderTest, file: string): Promise<unknown> {
  return talk(plugin, (source) => recordHttp({ file, name: 'x.json' }, openLoopback(), source));
}

describe('recordings', () => {
  let plugin: PluginUnderTest;
  let file: string;
  beforeAll(async () => {
    plugin = await prepare();
    file = join(plugin.source.folder ?? '', 'tests/recordings/x.json');
    expect(await record(plugin, file)).toEqual({ said: ['tea, cake'], problems: [] });
  });
  const replay = async (tested = plugin, texts?: readonly string[]): ReturnType<typeof talk> => talk(tested, await loadRecording({ file, name: 'x.json' }), texts);

  test('hold no credential that was used, in any form', async () => {
    const text = await readFile(file, 'utf8');
    for (const secret of Object.values(SECRETS)) {
      for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), Buffer.from(`ada:${secret}`).toString('base64')]) expect(text).not.toContain(form);
    }
    expect(text.match(/REDACTED/g)?.length).toBeGreaterThan(10);
    // What is no credential is still there.
    for (const word of ['"hello"', 'tea', '/start?api_key=REDACTED', '"expires_in": 60', 'it is REDACTED']) expect(text).toContain(word);
  });

  test('are the same when nothing has changed', async () => {
    const other = join(plugin.source.folder ?? '', 'tests/recordings/again.json');
    await record(plugin, other);
    expect(await readFile(other, 'utf8')).toBe(await readFile(file, 'utf8'));
  });

  test('are replayed without a network', async () => {
    const before = served;
    expect(await replay()).toEqual({ said: ['tea, cake'], problems: [] });
    expect(served).toBe(before);
  });

  test('say what differs in a changed request', async () => {
    const { said, problems } = await replay(await prepare(', list: [2, { deep: "yes" }], extra: null'));
    expect(said).toEqual([]);
    expect(problems).toMatchObject([{ code: 'PLX4360', details: ['body.list[0]: 2 instead of 1', 'body.list[1].deep: "yes" instead of true', 'body.extra: null instead of nothing'] }]);
  });

  test('say when everything has been asked already', async () => {
    expect(await replay(plugin, ['hello', 'hello'])).toMatchObject({ problems: [{ code: 'PLX4360' }] });
  });

  test('say what the plugin no longer asks', async () => {
    expect(await replay(plugin, [])).toMatchObject({ problems: [{ code: 'PLX4361' }] });
  });

  test('stay as they were when a server cannot be reached while they are made anew', async () => {
    const before = await readFile(file, 'utf8');
    const open = openLoopback();
    const half: HttpService = { exchange: (request) => (request.url.pathname === '/login' ? Promise.reject(new Error('down')) : open.exchange(request)), close: () => open.close?.() };
    await talk(plugin, (source) => recordHttp({ file, name: 'x.json' }, half, source));
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  test('must be there, and must be recordings', async () => {
    await expect(loadRecording({ file: `${file}.missing`, name: 'x' })).rejects.toMatchObject({ code: 'PLX4362' });
    await writeFile(`${file}.broken`, '{"version":2}');
    await expect(loadRecording({ file: `${file}.broken`, name: 'x' })).rejects.toMatchObject({ code: 'PLX4363' });
  });
});

test('test files replay unless the run is told to record', async () => {
  const file = 'tests/recordings/x.json';
  const directory = await createPlugin({
    'tests/a.test.ts': `import { createTestHost, expect, test } from 'plexi-plugin/testing';\ntest('x', async () => {\n  const host = await createTestHost({ recording: '${file}' });\n  expect(host.plugin.state).toBe('enabled');\n});\n`,
  });
  // A plugin that asks nothing: recording it reaches no server, and writes that down.
  const { plugin } = await preparePlugin(directory, createPlatform({ cwd: directory }));
  const run = async (isRecording: boolean): Promise<readonly string[]> => {
    const vitest = startVitest({ directory, toolRoot: join(import.meta.dirname, '../../..'), update: false, env: process.env, signal: new AbortController().signal, onOutput: () => undefined });
    return listProblems(await readSuites(vitest.run({ plugin, record: isRecording })).finally(() => vitest.close())).map(({ code }) => code);
  };
  expect(await run(false)).toEqual(['PLX4362']);
  expect(await run(true)).toEqual([]);
  expect(await readFile(join(directory, file), 'utf8')).toBe('{\n  "exchanges": [],\n  "version": 1\n}\n');
  expect(await run(false)).toEqual([]);
});
