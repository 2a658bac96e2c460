import { expect, test } from 'vitest';
import { runCli } from '../../helpers/run-cli.ts';
import { createPlugin } from './create-plugin.ts';

const PLUGIN = `
import { MessageProcessor, registerHealthCheck, registerLogHandler, type HealthReport, type LoggedLine, type MessageEvent } from 'plexi-plugin/sdk';
export default class Jokes extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    if (message.content === '!who') await this.messages.reply(message, (await this.permissions.request('users.read')) ? (await this.users.me()).name : 'I may not say.');
    if (message.content !== '!joke') return;
    this.logger.info('told');
    this.analytics.track('joke_told', { length: 13 });
    await this.messages.reply(message, 'Knock, knock.');
  }
  @registerHealthCheck('ready')
  async jokes(): Promise<HealthReport> {
    return (await this.storage.get('told')) === undefined ? { status: 'unhealthy', message: 'no joke yet' } : { status: 'healthy' };
  }
  @registerLogHandler()
  async keep({ text }: LoggedLine): Promise<void> { await this.storage.set('told', text); }
}`;
const TESTS = `
import { createTestHost, expect, test } from 'plexi-plugin/testing';
test('tracks what it tells, and is ready then', async () => {
  const host = await createTestHost();
  expect(await host.health.ready()).toMatchObject({ isOk: false, plugins: [{ message: 'no joke yet' }] });
  await host.receive('!joke');
  expect(host.analytics.tracked).toEqual([{ source: 'weather', name: 'joke_told', properties: { length: 13 }, timestamp: '2026-01-01T12:00:00.000Z' }]);
  expect(await host.analytics.counts()).toMatchObject([{ name: 'joke_told', count: 1 }]);
  expect(await host.storage.get('told')).toBe('told');
  expect((await host.health.ready()).isOk).toBe(true);
  expect((await host.health.live()).isOk).toBe(true);
});

test('does what the person allows', async () => {
  const host = await createTestHost();
  host.permissions.allow('users.read');
  await host.receive('!who');
  expect(host.permissions.requests).toMatchObject([{ permission: 'users.read', title: 'Read user profiles', reason: 'Says who it is.' }]);
  host.permissions.revoke('users.read');
  await host.receive('!who');
  host.permissions.grant('users.read');
  expect(host.permissions.granted).toContain('users.read');
  await host.receive('!who');
  expect(host.sentMessages.map(({ content }) => content)).toEqual(['weather', 'I may not say.', 'weather']);
  const other = await createTestHost();
  other.permissions.allow('users.read');
  other.permissions.deny('users.read');
  await other.receive('!who');
  expect(other.lastMessage?.content).toBe('I may not say.');
});
`;

test('a test of an author sees what the plugin tracks, how it is, what its log handlers do, and decides about its permissions', async () => {
  const folder = await createPlugin({ 'src/index.ts': PLUGIN, 'tests/jokes.test.ts': TESTS }, { optional_permissions: [{ permission: 'users.read', reason: 'Says who it is.' }] });
  const { code, stdout, stderr } = await runCli(['test'], { cwd: folder });
  expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: '' });
});
