import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { signWebhook } from '../../../src/core/webhooks/signature.ts';
import { createIncomingWebhooks } from '../../../src/host/extension-points/webhooks.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const CODE = `
import { addWebhookHandler, MessageProcessor, webhookHandler, type WebhookRequest } from 'plexi-plugin/sdk';
export default class Hooks extends MessageProcessor {
  #isBroken = true;
  constructor() {
    super();
    addWebhookHandler(this, { path: '/plain', secretSetting: 'secret' }, (request) => ({ said: request.text(), id: request.id }));
  }
  @webhookHandler({ path: '/github', secretSetting: 'secret', scheme: 'github' })
  pushed(request: WebhookRequest): void {
    this.logger.info('pushed', { ...request.json<{ action: string }>(), event: request.headers['x-github-event'] ?? '' });
  }
  @webhookHandler({ path: '/flaky', secretSetting: 'secret' })
  flaky(): void {
    if (this.#isBroken) { this.#isBroken = false; throw new Error('not now'); }
    this.logger.info('handled');
  }
  @webhookHandler({ path: '/unset', secretSetting: 'other' })
  unset(): void { this.logger.info('never'); }
}`;
const SETTINGS = { type: 'object', properties: { secret: { type: 'string', secret: true }, other: { type: 'string' } } };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a webhook that comes in', () => {
  let source: PluginSource;
  beforeAll(async () => {
    source = await buildPlugin(CODE, { permissions: ['api.create_endpoints'], settings_schema: SETTINGS });
  });

  async function open(grants: readonly string[] | 'all' = 'all') {
    const host = openHost();
    await host.start(source, { config: { secret: 'swordfish' }, grants });
    const webhooks = createIncomingWebhooks(host.manager);
    const send = (path: string, text: string, headers: Readonly<Record<string, string>> = signWebhook('msg-1', host.clock.now(), bytes(text), 'swordfish')) =>
      webhooks.handle({ plugin: 'weather', path, headers, body: bytes(text) });
    return { ...host, webhooks, send };
  }

  test('reaches the plugin with its exact bytes, and is answered', async () => {
    const { send, webhooks } = await open();
    expect(await send('/plain', '{"a": 1}')).toEqual({ status: 200, body: { said: '{"a": 1}', id: 'msg-1' } });
    expect(webhooks.list().map(({ path }) => path).sort()).toEqual(['/flaky', '/github', '/plain', '/unset']);
  });

  test('from GitHub is signed as GitHub signs', async () => {
    const { send, logs } = await open();
    const body = '{"action":"opened"}';
    const signature = `sha256=${createHmac('sha256', 'swordfish').update(body).digest('hex')}`;
    expect(await send('/github', body, { 'x-hub-signature-256': signature, 'x-github-event': 'push' })).toEqual({ status: 204 });
    expect(logs.map(({ fields }) => fields)).toEqual([{ action: 'opened', event: 'push' }]);
  });

  test('is handled once, however often it comes, until the window is over', async () => {
    const { send, logs, clock } = await open();
    const headers = signWebhook('msg-2', clock.now(), bytes('x'), 'swordfish');
    await send('/flaky', 'x', headers);
    const answers = await Promise.all([send('/flaky', 'x', headers), send('/flaky', 'x', headers)]);
    expect(answers.map(({ status }) => status)).toEqual([204, 200]);
    expect(logs.map(({ text }) => text)).toEqual(['handled']);
  });

  test('that the plugin could not handle may come again', async () => {
    const { send } = await open();
    expect((await send('/flaky', 'x')).status).toBe(500);
    expect((await send('/flaky', 'x')).status).toBe(204);
  });

  const REFUSED = [
    ['to nowhere', '/nowhere', {}, 404],
    ['without a signature', '/plain', {}, 401],
    ['with a wrong signature', '/plain', { 'webhook-id': 'a', 'webhook-timestamp': '1767268800', 'webhook-signature': 'v1,AAAA' }, 401],
    ['that is too old', '/plain', signWebhook('a', Date.UTC(2026, 0, 1, 11), bytes('x'), 'swordfish'), 400],
    ['whose secret nobody has set', '/unset', signWebhook('a', Date.UTC(2026, 0, 1, 12), bytes('x'), ''), 503],
  ] as const;
  for (const [what, path, headers, status] of REFUSED) {
    test(`${what} is answered with ${status}, and the plugin is not called`, async () => {
      const { send, logs } = await open();
      expect((await send(path, 'x', headers)).status).toBe(status);
      expect(logs).toEqual([]);
    });
  }

  test('is refused for a plugin that may not have addresses', async () => {
    const { send, manager } = await open([]);
    expect((await send('/plain', 'x')).status).toBe(404);
    expect(manager.denials).toContainEqual(expect.objectContaining({ permission: 'api.create_endpoints' }));
  });
});
