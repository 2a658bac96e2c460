import { expect, test } from 'vitest';
import { createFakeHttp } from '../../../src/host/services/fake-http.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
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
