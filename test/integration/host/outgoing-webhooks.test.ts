import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createFakeHttp } from '../../../src/host/services/fake-http.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { openHost } from './open-host.ts';

const CODE = `
import { HostError, MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Alerts extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    try {
      this.logger.info('sent', { receivers: await this.webhooks.send(message.content, { level: 3 }) });
    } catch (error) {
      this.logger.info(error instanceof HostError ? error.code : String(error));
    }
    const token = this.security.randomToken();
    this.logger.info('token', { length: token.length, same: this.security.equals(token, token), other: this.security.equals(token, token + 'x'), hash: await this.security.hash('abc') });
  }
}`;

test('a plugin sends the webhooks that its manifest tells of, and only those', async () => {
  const http = createFakeHttp();
  http.on('POST https://hooks.example.com/in', {});
  const { manager, start, logs } = openHost({ services: { http } });
  await manager.webhooks.subscribe({ plugin: 'weather', event: 'alert.created', url: 'https://hooks.example.com/in', secret: 'swordfish' });
  await start(await buildPlugin(CODE, { webhooks: ['alert.created'] }));
  for (const content of ['alert.created', 'alert.other']) await manager.services.chat.send({ channelId: 'general', authorId: 'ada', content });
  await manager.settled();
  const token = ['token', { length: 43, same: true, other: false, hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' }];
  expect(logs.map(({ text, fields }) => (fields ? [text, fields] : text))).toEqual([['sent', { receivers: 1 }], token, 'NOT_DECLARED', token]);
  expect(http.requests.map(({ body }) => (JSON.parse(body) as { data: unknown }).data)).toEqual([{ level: 3 }]);
});

const run = promisify(execFile);
const host = pathToFileURL(join(import.meta.dirname, '..', '..', '..', 'dist', 'host', 'index.js')).href;

const OPEN = `
import { createFileStorage, createInternet, createPluginManager, createVirtualClock } from ${JSON.stringify(host)};
const open = (clock) => createPluginManager({ clock, services: { http: createInternet({ allows: () => true }), storage: createFileStorage({ directory: 'data' }) } });
`;

const FIRST = `${OPEN}
const { webhooks } = open(createVirtualClock('2026-01-01T12:00:00Z'));
await webhooks.subscribe({ plugin: 'weather', event: 'alert.created', url: process.argv[2], secret: 'swordfish' });
await webhooks.send('weather', 'alert.created', { level: 3 });
while ((await webhooks.waiting())[0]?.attempts !== 1) await new Promise((resolve) => setImmediate(resolve));
process.kill(process.pid, 'SIGKILL');
`;

const SECOND = `${OPEN}
const clock = createVirtualClock('2026-01-01T12:01:00Z');
const manager = open(clock);
await manager.initialize();
await clock.advance('1s');
await manager.settled();
await manager.close();
`;

test('what waits when a host is killed is sent by the next one, which nobody asks about webhooks', async () => {
  const received: { id: unknown; body: string }[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ id: request.headers['webhook-id'], body });
      response.writeHead(received.length === 1 ? 503 : 204).end();
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    const folder = await createFolder({ 'first.mjs': FIRST, 'second.mjs': SECOND });
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/in`;
    await expect(run(process.execPath, ['first.mjs', url], { cwd: folder })).rejects.toMatchObject({ signal: 'SIGKILL' });
    expect(received).toHaveLength(1);
    await run(process.execPath, ['second.mjs'], { cwd: folder });
    expect(received).toHaveLength(2);
    expect(received[1]).toEqual(received[0]);
    expect(JSON.parse(received[1]?.body ?? '')).toMatchObject({ type: 'alert.created', data: { level: 3 } });
  } finally {
    server.close();
  }
});
