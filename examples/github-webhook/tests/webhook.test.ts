import { createTestHost, describe, expect, test, type TestHost } from 'plexi-plugin/testing';
import opened from './payloads/pull-request-opened.json' with { type: 'json' };
import push from './payloads/push.json' with { type: 'json' };

const config = { webhook_secret: 'It’s a secret to everybody' };

async function send(host: TestHost, event: string, payload: object, headers: Readonly<Record<string, string>> = {}) {
  const { status } = await host.webhooks.receive('/github', { ...payload }, { 'x-github-event': event, ...headers });
  return status;
}

describe('a webhook of GitHub', () => {
  test('is posted', async () => {
    const host = await createTestHost({ config });
    expect(await send(host, 'pull_request', opened)).toBe(204);
    expect(await send(host, 'pull_request', { ...opened, action: 'closed', pull_request: { ...opened.pull_request, merged: true } })).toBe(204);
    expect(await send(host, 'push', push)).toBe(204);
    expect(host.messages('general').map(({ content }) => content)).toEqual([
      '[ada/engine] grace opened pull request #42 “Compute Bernoulli numbers”: https://github.com/ada/engine/pull/42',
      '[ada/engine] grace merged pull request #42 “Compute Bernoulli numbers”: https://github.com/ada/engine/pull/42',
      '[ada/engine] ada pushed 2 commits to main\n  0d1a26e Oil the mill\n  76ae82c Number the cards',
    ]);
  });

  test('is posted where the settings say', async () => {
    const host = await createTestHost({ config: { ...config, channel: 'engine' } });
    await host.receive({ content: 'Is anybody there?', channelId: 'engine' });
    await send(host, 'ping', { repository: push.repository, sender: push.sender });
    expect(host.lastMessage).toMatchObject({ channelId: 'engine', content: '[ada/engine] ada has connected this channel' });
  });

  test('that nobody needs to read is taken, and not posted', async () => {
    const host = await createTestHost({ config });
    expect(await send(host, 'pull_request', { ...opened, action: 'labeled' })).toBe(204);
    expect(await send(host, 'push', { ...push, ref: 'refs/tags/v1.0.0' })).toBe(204);
    expect(await send(host, 'watch', {})).toBe(204);
    expect(host).toHaveSentNothing();
  });

  test('that is not signed with the secret never gets in', async () => {
    const host = await createTestHost({ config });
    expect(await send(host, 'push', push, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` })).toBe(401);
    expect(host).toHaveSentNothing();
  });

  test('does not get in before there is a secret', async () => {
    const host = await createTestHost();
    expect(await send(host, 'push', push)).toBe(503);
    expect(host).toHaveSentNothing();
  });

  test('that GitHub delivers again is posted once', async () => {
    const host = await createTestHost({ config });
    const delivery = { 'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958' };
    expect(await send(host, 'push', push, delivery)).toBe(204);
    expect(await send(host, 'push', push, delivery)).toBe(200);
    expect(host.sentMessages).toHaveLength(1);
  });
});
