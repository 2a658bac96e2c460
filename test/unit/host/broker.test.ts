import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOST_METHODS, isHostMethod, type HostMethod } from '../../../src/core/permissions/methods.ts';
import { isPermissionName, PERMISSIONS, type PermissionName } from '../../../src/core/permissions/catalog.ts';
import type { BoundaryValue, JsonValue } from '../../../sdk/runtime-interface.ts';
import { HostCallError } from '../../../src/sandbox/engine.ts';
import { createBroker } from '../../../src/host/broker.ts';
import { recordCalls, type CallRecord } from '../../../src/host/call-records.ts';
import type { Clock } from '../../../src/host/clock.ts';
import type { Denial } from '../../../src/host/denials.ts';
import type { Extensions } from '../../../src/host/extensions.ts';
import { createAlarm } from '../../../src/host/alarm.ts';
import { createPluginHttp } from '../../../src/host/http/plugin-http.ts';
import { createMethodTable } from '../../../src/host/method-table.ts';
import { createBackups } from '../../../src/host/extension-points/backups.ts';
import { createPluginAnalytics } from '../../../src/host/plugin-analytics.ts';
import { createPluginBackups, type PluginBackups } from '../../../src/host/plugin-backups.ts';
import { createMemoryBackups } from '../../../src/host/services/backup-store.ts';
import { createStoredAnalytics } from '../../../src/host/services/stored-analytics.ts';
import { createPluginConfig } from '../../../src/host/plugin-config.ts';
import { createPluginStreams } from '../../../src/host/plugin-streams.ts';
import { createPluginScope } from '../../../src/host/plugin-scope.ts';
import { createFakeAi } from '../../../src/host/services/fake-ai.ts';
import { createFakeHttp } from '../../../src/host/services/fake-http.ts';
import { createMemoryCalls } from '../../../src/host/services/memory-calls.ts';
import { createMemoryFiles } from '../../../src/host/services/memory-files.ts';
import { createPluginUploads } from '../../../src/host/plugin-uploads.ts';
import { createMemoryChat } from '../../../src/host/services/memory-chat.ts';
import { createMemorySettings } from '../../../src/host/services/settings.ts';
import { createMemoryStorage } from '../../../src/host/services/memory-storage.ts';
import { createTasks, type Tasks } from '../../../src/host/tasks/tasks.ts';
import { createPermissionRequests } from '../../../src/host/permission-requests.ts';
import { createRefuseCall } from '../../../src/host/refuse-call.ts';
import { createPagePushes } from '../../../src/host/page-pushes.ts';
import { createOutgoingWebhooks } from '../../../src/host/webhooks/outgoing-webhooks.ts';
import { createVirtualClock } from '../../../src/host/virtual-clock.ts';

const ALL = Object.keys(PERMISSIONS).filter(isPermissionName);

async function createPlugin({ requested = ALL, granted = requested }: { requested?: readonly PermissionName[]; granted?: readonly PermissionName[] } = {}) {
  const clock = createVirtualClock('2026-01-01T12:00:00Z');
  const chat = createMemoryChat({ clock });
  chat.users.add({ id: 'bob', name: 'Bob', status: 'away' });
  await chat.send({ channelId: 'general', authorId: 'alice', content: 'hello' });
  await chat.send({ channelId: 'general', authorId: 'plugin:weather', content: 'sunny' });
  const calls = createMemoryCalls({ clock });
  calls.startCall({ channelId: 'general' });
  calls.join('call-1', 'bob');
  calls.startStream({ callId: 'call-1', kind: 'audio', source: 'song' });
  const rules = { complete: (values: Readonly<Record<string, JsonValue>>) => values, check: () => [], secrets: new Set<string>() };
  const config = createPluginConfig({ plugin: 'weather', values: { city: 'Oslo' }, rules, service: createMemorySettings() });
  const denials: Denial[] = [];
  const allowed = new Set(granted.filter((permission) => requested.includes(permission)));
  const scope = createPluginScope(() => Promise.resolve(null));
  const files = createMemoryFiles({ clock, channels: chat.channels });
  await files.upload({ channelId: 'general', name: 'a.txt', mediaType: 'text/plain' }, Readable.from([Buffer.from('hi')]), 'alice');
  const uploads = createPluginUploads(scope);
  const database = { run: () => Promise.resolve([{ columns: ['a'], rows: [[1n, new Uint8Array([104, 105])]], changes: 0, lastInsertId: 0 }]), close: () => Promise.resolve() };
  uploads.start((content) => files.upload({ channelId: 'general', name: 'b.txt', mediaType: 'text/plain' }, content, 'plugin:weather'));
  const tasks = await startTick(clock);
  const ai = createFakeAi();
  ai.reply('hello');
  const storage = createMemoryStorage().open('weather');
  const refuse = createRefuseCall({ plugin: 'weather', requested: new Set(requested), onDenial: (denial) => void denials.push(denial) });
  const streams = createPluginStreams(scope, refuse);
  streams.open(count());
  const service = createFakeHttp();
  service.on('GET https://api.example.com/', { text: 'ok' });
  const http = createPluginHttp({ plugin: 'weather', service, reach: {}, clock, scope, streams, refuse, countSent: () => undefined });
  if (allowed.has('external.api')) void http.send({ id: 7, url: 'https://api.example.com/up', method: 'POST', headers: [], redirect: 'follow', body: 'stream' }).catch(() => undefined);
  const table = createMethodTable({
    plugin: 'weather',
    manifest: MANIFEST,
    allowed,
    requestPermission: createPermissionRequests({ manifest: MANIFEST, allowed, ask: () => false, grant: () => undefined }),
    actorId: 'plugin:weather',
    chat,
    calls,
    files,
    uploads,
    database,
    storage,
    config,
    clock,
    tasks,
    events: { tell: () => Promise.resolve(true) },
    ai,
    analytics: createPluginAnalytics({ plugin: 'weather', clock, service: createStoredAnalytics({ clock, storage: createMemoryStorage().open('$analytics') }), redact: (text) => text, tell: undefined, onDiagnostic: () => undefined }),
    backups: await createBackupsOf(clock),
    webhooks: createOutgoingWebhooks({ clock, http: service, storage: createMemoryStorage().open('$webhooks'), follow: (work) => work }),
    pages: createPagePushes(clock),
    messenger: { send: ({ from, data }) => Promise.resolve([from, data]) },
    scope,
    alarm: createAlarm(clock, scope),
    streams,
    http,
  });
  const call = createBroker(table, refuse);
  return { call, chat, config, denials, table };
}

/** One backup of the plugin "weather", whose id is `backup-1`. */
async function createBackupsOf(clock: Clock): Promise<PluginBackups> {
  const services = { storage: createMemoryStorage(), settings: createMemorySettings() };
  const extensions: Extensions = { list: () => [], invoke: () => Promise.resolve(null), run: () => Promise.resolve(null) };
  const plugins = [{ name: 'weather', version: '1.0.0', state: 'enabled' }];
  const host = { extensions, clock, services, getPlugins: () => plugins, updateConfig: () => Promise.resolve() };
  const store = createMemoryBackups();
  await store.write('weather', [{ id: 'backup-1', label: 'first', size: 2, backup: await createBackups(host).create() }]);
  return createPluginBackups({ backups: createBackups(host), store, isEnabled: () => true });
}

/** One task that runs every minute, in the plugin "weather". */
async function startTick(clock: Clock): Promise<Tasks> {
  const options = { schedule: { everyMs: 60_000 } };
  const extensions: Extensions = { list: () => [], invoke: () => Promise.resolve(null), run: () => Promise.resolve(null) };
  const entries = [{ entry: 'src/index.ts', kind: 'message-processor', hooks: [], contributions: [{ type: 'task', name: 'tick', options }] }];
  const tasks = createTasks({ clock, extensions, storage: createMemoryStorage().open('$tasks'), entriesOf: () => entries, follow: (work) => work, onDiagnostic: () => undefined });
  tasks.follow('weather', 'enabled');
  await new Promise((resolve) => { setImmediate(resolve); });
  return tasks;
}

const MANIFEST = { name: 'weather', version: '1.0.0', description: 'Tells the weather.', author: 'Alice', webhooks: ['alert.created'], dependencies: ['maps@^1.0.0'], optional_permissions: ['files.read'] };
const TICK = { name: 'tick', schedule: { every: 60_000 }, state: 'waiting', failures: 0, runs: 0, skipped: 0, nextRunAt: '2026-01-01T12:01:00.000Z' };
async function* count(): AsyncGenerator<JsonValue> {
  yield await Promise.resolve(1);
}

const time = '2026-01-01T12:00:00.000Z';
const HELLO = { id: 'message-1', channelId: 'general', authorId: 'alice', content: 'hello', createdAt: time };
const SUNNY = { id: 'message-2', channelId: 'general', authorId: 'plugin:weather', content: 'sunny', createdAt: time };

const A_TXT = { id: 'file-1', channelId: 'general', name: 'a.txt', mediaType: 'text/plain', size: 2, uploaderId: 'alice', uploadedAt: time };

// One row per host method: parameters that work, and what they answer.
const METHODS: Readonly<Record<HostMethod, readonly [params: BoundaryValue, answer: BoundaryValue]>> = {
  'messages.send': [
    { channelId: 'general', content: 'rain', replyTo: 'message-1' },
    { id: 'message-3', channelId: 'general', authorId: 'plugin:weather', content: 'rain', replyTo: 'message-1', createdAt: time },
  ],
  'messages.edit': [{ messageId: 'message-2', content: 'rain' }, { ...SUNNY, content: 'rain', editedAt: time }],
  'messages.delete': [{ messageId: 'message-1' }, null],
  'messages.get': [{ messageId: 'message-1' }, HELLO],
  'messages.list': [{ channelId: 'general', limit: 1 }, [SUNNY]],
  'users.get': [{ userId: 'bob' }, { id: 'bob', name: 'Bob', status: 'away' }],
  'users.list': [{ limit: 1 }, [{ id: 'alice', name: 'alice' }]],
  'users.search': [{ text: 'BO', after: 'alice' }, [{ id: 'bob', name: 'Bob', status: 'away' }]],
  'users.me': [{}, { id: 'plugin:weather', name: 'weather', isPlugin: true }],
  'channels.get': [{ channelId: 'general' }, { id: 'general', name: 'General' }],
  'channels.list': [{ includeArchived: true }, [{ id: 'general', name: 'General' }]],
  'channels.members': [{ channelId: 'general' }, ['alice', 'plugin:weather']],
  'channels.create': [{ name: 'News', topic: 'All', memberIds: ['bob'] }, { id: 'channel-1', name: 'News', topic: 'All' }],
  'channels.update': [{ channelId: 'general', topic: '' }, { id: 'general', name: 'General', topic: '' }],
  'channels.archive': [{ channelId: 'general' }, null],
  'channels.addMember': [{ channelId: 'general', userId: 'bob' }, true],
  'channels.removeMember': [{ channelId: 'general', userId: 'alice' }, true],
  'calls.list': [{}, [{ id: 'call-1', channelId: 'general', startedAt: time }]],
  'calls.participants': [{ callId: 'call-1' }, [{ userId: 'bob', joinedAt: time, isMuted: false }]],
  'calls.streams': [{ callId: 'call-1' }, [{ id: 'stream-1', callId: 'call-1', kind: 'audio', source: 'song', startedAt: time }]],
  'calls.kick': [{ callId: 'call-1', userId: 'bob' }, null],
  'calls.mute': [{ callId: 'call-1', userId: 'bob', isMuted: true }, null],
  'calls.play': [{ callId: 'call-1', source: 'jingle' }, { id: 'stream-2', callId: 'call-1', kind: 'audio', source: 'jingle', startedAt: time }],
  'calls.stop': [{ streamId: 'stream-1' }, null],
  'files.get': [{ fileId: 'file-1' }, A_TXT],
  'files.list': [{ channelId: 'general', limit: 1 }, [A_TXT]],
  'files.open': [{ fileId: 'file-1', start: 1 }, 2],
  'files.upload': [{ channelId: 'general', name: 'c.txt', mediaType: 'text/plain' }, 2],
  'files.replace': [{ fileId: 'file-1' }, 2],
  'files.write': [{ upload: 1, bytes: Uint8Array.of(1, 2) }, null],
  'files.finish': [{ upload: 1 }, { ...A_TXT, id: 'file-2', name: 'b.txt', size: 0, uploaderId: 'plugin:weather' }],
  'files.cancel': [{ upload: 1 }, null],
  'files.delete': [{ fileId: 'file-1' }, null],
  'database.run': [{ statements: [{ sql: 'SELECT ?', params: [true, Uint8Array.of(104, 105)] }] }, [{ columns: ['a'], rows: [['1', Uint8Array.of(104, 105)]], changes: 0, lastInsertId: 0 }]],
  'storage.get': [{ key: 'nothing' }, {}],
  'storage.set': [{ key: 'a', value: 1 }, null],
  'storage.read': [{ key: 'nothing' }, {}],
  'storage.replace': [{ key: 'a', value: 1 }, true],
  'storage.delete': [{ key: 'a' }, false],
  'storage.keys': [{}, []],
  'storage.list': [{}, { entries: [], isLast: true }],
  'config.all': [{}, { city: 'Oslo' }],
  'config.set': [{ name: 'city', value: 'Bergen' }, null],
  'events.emit': [{ name: 'changed', data: 1 }, true],
  'plugins.send': [{ name: 'maps', data: 'hello' }, ['weather', 'hello']],
  'permissions.list': [{}, expect.any(Array)],
  'permissions.request': [{ permission: 'files.read' }, false],
  'ai.models': [{}, [{ id: 'test', plugin: 'test' }]],
  'ai.chat': [{ messages: [{ role: 'user', content: 'hi' }] }, { plugin: 'test', model: 'test', content: 'hello' }],
  'ai.stream': [{ messages: [] }, { stream: 2 }],
  'analytics.track': [{ events: [{ name: 'opened', properties: { page: 1, text: 'a', isNew: true, none: null } }], dropped: 1 }, null],
  'backups.create': [{ label: 'second' }, { id: expect.any(String) as string, createdAt: time, version: '1.0.0', size: expect.any(Number) as number, label: 'second' }],
  'backups.list': [{}, [{ id: 'backup-1', createdAt: time, version: '1.0.0', size: 2, label: 'first' }]],
  'backups.restore': [{ id: 'backup-1' }, null],
  'backups.delete': [{ id: 'backup-1' }, true],
  'pages.push': [{ data: { a: 1 }, userId: 'ada' }, null],
  'pages.refresh': [{}, null],
  'webhooks.send': [{ event: 'alert.created', data: 1 }, 0],
  'security.hash': [{ data: 'abc' }, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  'security.hmac': [{ secret: 'key', data: 'The quick brown fox jumps over the lazy dog' }, 'f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8'],
  'scheduler.list': [{}, [TICK]],
  'scheduler.run': [{ name: 'tick' }, true],
  'scheduler.reschedule': [{ name: 'tick', schedule: { cron: '0 2 * * *' } }, null],
  'scheduler.pause': [{ name: 'tick' }, null],
  'scheduler.resume': [{ name: 'tick' }, null],
  'timers.set': [{ id: 1, delay: 10 }, null],
  'timers.clear': [{}, null],
  'streams.next': [{ stream: 1 }, { value: 1 }],
  'streams.cancel': [{ stream: 1 }, null],
  'http.send': [
    { id: 1, url: 'https://api.example.com/', method: 'GET', headers: [], redirect: 'follow' },
    { url: 'https://api.example.com/', redirected: false, status: 200, statusText: '', headers: [['content-type', 'text/plain;charset=UTF-8']], stream: 2 },
  ],
  'http.write': [{ id: 7, chunk: Uint8Array.of(1, 2) }, null],
  'http.end': [{ id: 7 }, null],
  'http.cancel': [{ id: 7 }, null],
};

describe('createBroker', () => {
  for (const method of Object.keys(METHODS).filter(isHostMethod)) {
    const [params, answer] = METHODS[method];
    const permission = HOST_METHODS[method];

    test(`answers ${method} with ${permission === null ? 'no permission at all' : `nothing but ${permission}`}`, async () => {
      const { call, denials } = await createPlugin({ requested: permission === null ? [] : [permission] });
      expect(await call({ method, params })).toEqual(answer);
      expect(denials).toEqual([]);
    });

    test(`refuses parameters of ${method} that nobody knows`, async () => {
      const { call } = await createPlugin();
      await expect(call({ method, params: { ...(params as object), admin: true } })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    });

    if (permission === null) continue;
    const others = ALL.filter((each) => each !== permission);

    test(`refuses ${method} to a plugin that does not ask for ${permission}, even if somebody granted it`, async () => {
      const { call, denials } = await createPlugin({ requested: others, granted: ALL });
      const location = { file: 'src/index.ts', line: 4, column: 5 };
      const details = { permission, method, declared: false, advice: `add it to the manifest: "permissions": [..., "${permission}"]` };
      await expect(call({ method, params, location, stack: 'at f' })).rejects.toMatchObject({ name: 'HostCallError', code: 'PERMISSION_DENIED', details });
      expect(denials).toMatchObject([{ plugin: 'weather', permission, method, declared: false, location, stack: 'at f' }]);
    });

    test(`refuses ${method} to a plugin that asks for ${permission} and was not granted it`, async () => {
      const { call, denials } = await createPlugin({ granted: others });
      await expect(call({ method, params })).rejects.toThrow(`which was not granted: grant it, for example with "plexi-plugin install weather --grant ${permission}"`);
      expect(denials).toMatchObject([{ permission, declared: true }]);
    });
  }

  test('leaves one record of every method, with its permission', async () => {
    for (const method of Object.keys(METHODS).filter(isHostMethod)) {
      const records: CallRecord[] = [];
      const permission = HOST_METHODS[method];
      const clock = createVirtualClock(5);
      for (const granted of permission === null ? [ALL] : [[permission], []]) {
        const { call } = await createPlugin({ granted });
        await recordCalls(call, { plugin: 'weather', clock, redact: (text) => text, onCall: (record) => void records.push(record) })({ method, params: METHODS[method][0] }).catch(() => undefined);
      }
      const record = { plugin: 'weather', time: 5, method, permission, durationMs: 0 };
      const denied = permission === null ? [] : [{ ...record, outcome: 'denied', code: 'PERMISSION_DENIED' }];
      expect(records).toMatchObject([{ ...record, outcome: 'allowed' }, ...denied]);
    }
  });

  const UNKNOWN = ['messages.purge', 'toString', '__proto__', 'constructor', ''];
  for (const method of UNKNOWN) {
    test(`answers ${JSON.stringify(method)} with UNKNOWN_METHOD and records no denial`, async () => {
      const { call, denials } = await createPlugin();
      await expect(call({ method, params: {} })).rejects.toMatchObject({ code: 'UNKNOWN_METHOD' });
      expect(denials).toEqual([]);
    });
  }

  test('says which method was meant', async () => {
    const { call } = await createPlugin();
    await expect(call({ method: 'message.send', params: {} })).rejects.toThrow('did you mean "messages.send"?');
  });

  test('answers whatever a plugin sends, or refuses it with a code that plugins know', async () => {
    const codes = ['INVALID_ARGUMENT', 'NOT_FOUND', 'NOT_AUTHOR', 'ARCHIVED', 'TOO_MANY', 'CANCELLED', 'QUOTA_EXCEEDED', 'INVALID_SETTING', 'UNKNOWN_METHOD'];
    const method = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...Object.keys(METHODS)) }, fc.string());
    const value = fc.oneof(fc.jsonValue({ depthSize: 'small' }), fc.constantFrom('general', 'message-1', 'message-2', '__proto__', 7, ''));
    const name = fc.constantFrom('channelId', 'content', 'messageId', 'replyTo', 'limit', 'before', 'key', 'value', 'name', 'prefix', 'userId', 'text', 'topic', 'memberIds', 'fileId', 'upload', 'download', 'bytes', 'mediaType', '__proto__');
    const params = fc.oneof({ weight: 9, arbitrary: fc.dictionary(name, value, { maxKeys: 4 }) }, fc.jsonValue());
    const { call } = await createPlugin();
    await fc.assert(
      fc.asyncProperty(method, params, async (called, given) => {
        const outcome = await call({ method: called, params: given as JsonValue }).then(
          () => 'answered',
          (error: unknown) => (error instanceof HostCallError ? error.code : String(error)),
        );
        expect(['answered', ...codes]).toContain(outcome);
      }),
      { numRuns: 1_000 },
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('hands plugins no field of a message that a chat service keeps for itself', async () => {
    const { call, chat } = await createPlugin();
    chat.addMessage({ ...HELLO, id: 'secret', ip: '10.0.0.1' } as typeof HELLO);
    expect(await call({ method: 'messages.get', params: { messageId: 'secret' } })).not.toHaveProperty('ip');
  });
});
