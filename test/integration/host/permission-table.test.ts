import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BoundaryValue, JsonValue } from '../../../sdk/runtime-interface.ts';
import { isPermissionName, PERMISSIONS, type PermissionName } from '../../../src/core/permissions/catalog.ts';
import { CONTRIBUTION_PERMISSIONS, HOST_EVENTS, HOST_METHODS } from '../../../src/core/permissions/methods.ts';
import { createPluginManager } from '../../../src/host/create-plugin-manager.ts';
import type { HostedEvent } from '../../../src/host/delivery.ts';
import type { PluginManager } from '../../../src/host/plugin-manager.ts';
import { createFakeAi } from '../../../src/host/services/fake-ai.ts';
import { createFakeHttp } from '../../../src/host/services/fake-http.ts';
import { createMemoryCalls } from '../../../src/host/services/memory-calls.ts';
import { createMemoryChat } from '../../../src/host/services/memory-chat.ts';
import { createMemoryFiles } from '../../../src/host/services/memory-files.ts';
import { createVirtualClock } from '../../../src/host/virtual-clock.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

type Guarded = { readonly [Method in keyof typeof HOST_METHODS]: (typeof HOST_METHODS)[Method] extends null ? never : Method }[keyof typeof HOST_METHODS];

const UPLOAD = `await call('files.upload', { channelId: 'general', name: 'a.txt', mediaType: 'text/plain' })`;
const POST = `call('http.send', { id: ++last, url: 'https://api.example.com/', method: 'POST', headers: [], redirect: 'follow', body: 'stream' }).catch(() => null);`;

// What a plugin does to call each method with success, and where others prepared what it is about.
const METHODS: Readonly<Record<Guarded, string>> = {
  'messages.send': `return call('messages.send', { channelId: 'general', content: 'rain' });`,
  'messages.edit': `return call('messages.edit', { messageId: 'message-2', content: 'rain' });`,
  'messages.delete': `return call('messages.delete', { messageId: 'message-1' });`,
  'messages.get': `return call('messages.get', { messageId: 'message-2' });`,
  'messages.list': `return call('messages.list', { channelId: 'general' });`,
  'users.get': `return call('users.get', { userId: 'alice' });`,
  'users.list': `return call('users.list', {});`,
  'users.search': `return call('users.search', { text: 'a' });`,
  'users.me': `return call('users.me', {});`,
  'channels.get': `return call('channels.get', { channelId: 'general' });`,
  'channels.list': `return call('channels.list', {});`,
  'channels.members': `return call('channels.members', { channelId: 'general' });`,
  'channels.create': `return call('channels.create', { name: 'News' });`,
  'channels.update': `return call('channels.update', { channelId: 'general', topic: 'All' });`,
  'channels.archive': `return call('channels.archive', { channelId: 'random' });`,
  'channels.addMember': `return call('channels.addMember', { channelId: 'general', userId: 'bob' });`,
  'channels.removeMember': `return call('channels.removeMember', { channelId: 'general', userId: 'bob' });`,
  'calls.list': `return call('calls.list', {});`,
  'calls.participants': `return call('calls.participants', { callId: 'call-1' });`,
  'calls.streams': `return call('calls.streams', { callId: 'call-1' });`,
  'calls.mute': `return call('calls.mute', { callId: 'call-1', userId: 'bob', isMuted: true });`,
  'calls.kick': `return call('calls.kick', { callId: 'call-1', userId: 'eve' });`,
  'calls.play': `return call('calls.play', { callId: 'call-1', source: 'jingle' });`,
  'calls.stop': `return call('calls.stop', { streamId: 'stream-1' });`,
  'files.get': `return call('files.get', { fileId: 'file-1' });`,
  'files.list': `return call('files.list', { channelId: 'general' });`,
  'files.open': `return call('files.open', { fileId: 'file-1' });`,
  'files.upload': `return ${UPLOAD};`,
  'files.replace': `return call('files.replace', { fileId: 'file-2' });`,
  'files.write': `return call('files.write', { upload: ${UPLOAD}, bytes: null }, [[['bytes'], Uint8Array.of(1)]]);`,
  'files.finish': `return call('files.finish', { upload: ${UPLOAD} });`,
  'files.cancel': `return call('files.cancel', { upload: ${UPLOAD} });`,
  'files.delete': `return call('files.delete', { fileId: 'file-2' });`,
  'database.run': `return call('database.run', { statements: [{ sql: 'SELECT 1', params: [] }] });`,
  'ai.models': `return call('ai.models', {});`,
  'ai.chat': `return call('ai.chat', { messages: [{ role: 'user', content: 'hi' }] });`,
  'ai.stream': `return call('ai.stream', { messages: [{ role: 'user', content: 'hi' }] });`,
  'http.send': `return call('http.send', { id: ++last, url: 'https://api.example.com/', method: 'GET', headers: [], redirect: 'follow' });`,
  'http.write': `${POST} return call('http.write', { id: last, chunk: null }, [[['chunk'], Uint8Array.of(1)]]);`,
  'http.end': `${POST} return call('http.end', { id: last });`,
  'http.cancel': `${POST} return call('http.cancel', { id: last });`,
};

const TIME = '2026-01-01T12:00:00.000Z';
const message = { id: 'm', channelId: 'general', authorId: 'alice', content: 'hello', createdAt: TIME };
const file = { id: 'f', channelId: 'general', name: 'a.txt', mediaType: 'text/plain', size: 1, uploaderId: 'alice', uploadedAt: TIME };
const call = { id: 'call-1', startedAt: TIME };
const participant = { userId: 'bob', joinedAt: TIME, isMuted: false };
const stream = { id: 'stream-1', callId: 'call-1', kind: 'audio', source: 'song', startedAt: TIME };

// What each event is about.
const EVENTS: Readonly<Record<keyof typeof HOST_EVENTS, object>> = {
  'message.received': { message },
  'message.sent': { message },
  'message.edited': { message },
  'message.deleted': { message },
  'call.started': { call },
  'call.ended': { call },
  'participant.joined': { call, participant },
  'participant.left': { call, participant },
  'stream.started': { call, stream },
  'stream.ended': { call, stream },
  'file.uploaded': { file, actorId: 'alice' },
  'file.downloaded': { file, actorId: 'alice' },
  'file.deleted': { file, actorId: 'alice' },
  'analytics.tracked': { source: 'host', data: { name: 'opened', properties: {} } },
};

// Something of each type that a plugin may contribute.
const CONTRIBUTIONS: Readonly<Record<keyof typeof CONTRIBUTION_PERMISSIONS, { readonly name: string; readonly options: JsonValue }>> = {
  'route': { name: 'GET /now', options: { method: 'GET', path: '/now', public: true, permissions: [] } },
  'webhook': { name: '/github', options: { secretSetting: 'secret', scheme: 'github', toleranceMs: 60_000, replayWindowMs: 60_000 } },
  'middleware': { name: 'first', options: { scopes: ['web'], failure: 'open' } },
  'login': { name: 'badge', options: { title: 'Badge' } },
  'media': { name: 'audio', options: {} },
  'message-check': { name: 'spam', options: {} },
  'request-check': { name: 'bots', options: {} },
  'host-log-handler': { name: 'keep', options: { level: 'info' } },
};

const hooks = [...Object.values(HOST_EVENTS).map(({ hook }) => hook), 'healthCheck', 'runContribution'];
const contributions = Object.entries(CONTRIBUTIONS).map(([type, contribution]) => ({ type, ...contribution }));

// A bundle by hand: no kind of plugin hears everything and offers everything.
const CODE = `(() => {
let last = 0;
const run = (body) => new Function('call', 'last', 'return (async () => {' + body + '})()')((...args) => __plexi.call(...args), last += 10);
__plexi.register([{
  entry: 'src/index.ts',
  kind: 'message-processor',
  hooks: ${JSON.stringify(hooks)},
  contributions: ${JSON.stringify(contributions)},
  async invoke(hook, [body]) {
    if (hook !== 'healthCheck') return 'done';
    try { await run(body); return { isDone: true }; } catch ({ code, details }) { return { code, details }; }
  },
}]);
})();`;

const ALL = Object.keys(PERMISSIONS).filter(isPermissionName);
const engine = createTestEngine();
let manager: PluginManager;

beforeAll(async () => {
  const clock = createVirtualClock(TIME);
  const chat = createMemoryChat({ clock, channels: ['general', 'random'].map((id) => ({ id, name: id })) });
  const calls = createMemoryCalls({ clock });
  const files = createMemoryFiles({ clock, channels: chat.channels });
  const ai = createFakeAi();
  const http = createFakeHttp();
  ai.reply('hello');
  http.on('* https://api.example.com/', { text: 'ok' });
  manager = createPluginManager({ engine, clock, services: { chat, calls, files, ai, http } });
  const manifest = { name: 'weather', version: '1.0.0', description: 'Tells the weather.', author: 'Alice', type: 'message-processor' as const, entry_point: 'src/index.ts', permissions: ALL };
  await manager.loadPlugin({ manifest, code: CODE, settingsSchema: { type: 'object', properties: { secret: { type: 'string' } } } }, { grants: 'all' });
  await manager.enablePlugin('weather');
  chat.users.add({ id: 'bob', name: 'Bob' });
  for (const authorId of ['alice', 'plugin:weather']) await chat.send({ channelId: 'general', authorId, content: 'hello' });
  calls.startCall({ channelId: 'general' });
  for (const user of ['bob', 'eve']) calls.join('call-1', user);
  calls.startStream({ callId: 'call-1', kind: 'audio', source: 'song' });
  for (const uploader of ['alice', 'plugin:weather']) await files.upload({ channelId: 'general', name: 'a.txt', mediaType: 'text/plain' }, Readable.from([Buffer.from('hi')]), uploader);
  await manager.settled();
});
afterAll(async () => {
  await manager.close();
  await engine.close();
});

async function run(body: string): Promise<BoundaryValue> {
  return (await manager.executePlugin('weather', 'healthCheck', [body]))[0] ?? null;
}

async function without(permission: PermissionName, work: () => Promise<void>): Promise<void> {
  manager.revokePermission('weather', permission);
  try {
    await work();
  } finally {
    manager.grantPermission('weather', permission);
  }
}

// The only one that is missing: no other permission stands in for it.
describe('is refused without its permission and with all others, and works with it', () => {
  for (const [method, body] of Object.entries(METHODS)) {
    const permission = HOST_METHODS[method as Guarded];
    test(method, async () => {
      await without(permission, async () => {
        const details = { permission, method, declared: true, advice: expect.any(String) as string };
        expect(await run(`return call('${method}', {});`)).toEqual({ code: 'PERMISSION_DENIED', details });
        expect(manager.denials.at(-1)).toMatchObject({ plugin: 'weather', permission, method });
      });
      expect(await run(body)).toEqual({ isDone: true });
    });
  }

  for (const [type, about] of Object.entries(EVENTS)) {
    const { hook, permission } = HOST_EVENTS[type as keyof typeof HOST_EVENTS];
    const dispatch = async (): Promise<unknown> => (await manager.dispatch({ id: type, type, timestamp: TIME, ...about } as unknown as HostedEvent)).deliveries;
    test(type, async () => {
      await without(permission, async () => {
        expect(await dispatch()).toMatchObject([{ hook, outcome: 'refused', permission, diagnostic: { code: 'PLX4112' } }]);
      });
      expect(await dispatch()).toMatchObject([{ hook, outcome: 'delivered' }]);
    });
  }

  for (const [type, { name }] of Object.entries(CONTRIBUTIONS)) {
    const permission = CONTRIBUTION_PERMISSIONS[type as keyof typeof CONTRIBUTION_PERMISSIONS];
    const target = { plugin: 'weather', entry: 'src/index.ts', type, name };
    test(type, async () => {
      await without(permission, async () => {
        expect(manager.extensions.list({ contribution: type })).toEqual([]);
        await expect(manager.extensions.run(target, [])).rejects.toMatchObject({ code: 'PLX4490' });
      });
      expect(manager.extensions.list({ contribution: type })).toHaveLength(1);
      expect(await manager.extensions.run(target, [])).toBe('done');
    });
  }
});

test('system.admin opens nothing', () => {
  const opened: readonly (PermissionName | null)[] = [...Object.values(HOST_METHODS), ...Object.values(HOST_EVENTS).map(({ permission }) => permission), ...Object.values(CONTRIBUTION_PERMISSIONS)];
  expect(ALL.filter((permission) => !opened.includes(permission))).toEqual(['system.admin']);
});
