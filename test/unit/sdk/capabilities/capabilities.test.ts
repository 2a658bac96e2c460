import { describe, expect, test } from 'vitest';
import { HOST_METHODS } from '../../../../src/core/permissions/methods.ts';
import { requirePermission } from '../../../../sdk/decorators/require-permission.ts';
import { HostError, PermissionError } from '../../../../sdk/errors.ts';
import { MessageProcessor } from '../../../../sdk/kinds/message-processor.ts';
import type { BoundaryValue } from '../../../../sdk/runtime-interface.ts';
import { installRuntime } from '../fake-runtime.ts';

class Probe extends MessageProcessor {}
const { messages, calls, users, channels, files, database, storage, config, logger, scheduler, events, plugins, webhooks, security, ai, analytics, backups, pages, permissions } = new Probe();
const MESSAGE = { id: 'm', channelId: 'c', authorId: 'alice', content: 'hello', createdAt: '2026-01-01T12:00:00.000Z' };
const CALL = { id: 'call-1', startedAt: '2026-01-01T12:00:00.000Z' };
const STREAM = { id: 's', callId: 'call-1', kind: 'audio', source: 'song', startedAt: '2026-01-01T12:00:00.000Z' };
const USER = { id: 'u', name: 'Ada' };
const FILE = { id: 'f', channelId: 'c', name: 'a.txt', mediaType: 'text/plain', size: 2, uploaderId: 'u', uploadedAt: '2026-01-01T12:00:00.000Z' };
const BACKUP = { id: 'b', createdAt: '2026-01-01T12:00:00.000Z', version: '1.0.0', size: 2 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const ANSWER = { columns: ['a', 'b'], rows: [[1, bytes('hi')]], changes: 2, lastInsertId: 3 };
const CHANNEL = { id: 'c', name: 'General' };

// One row per use of a host method: what the plugin writes, what crosses, what the host answers, what the plugin gets.
const CALLS: readonly (readonly [name: string, use: () => Promise<unknown>, method: string, params: BoundaryValue, answer: BoundaryValue, result: unknown])[] = [
  ['messages.send', () => messages.send({ channelId: 'c', content: 'x' }), 'messages.send', { channelId: 'c', content: 'x' }, MESSAGE, MESSAGE],
  ['messages.reply', () => messages.reply(MESSAGE, 'x'), 'messages.send', { channelId: 'c', content: 'x', replyTo: 'm' }, MESSAGE, MESSAGE],
  ['messages.edit', () => messages.edit('m', 'x'), 'messages.edit', { messageId: 'm', content: 'x' }, MESSAGE, MESSAGE],
  ['messages.delete', () => messages.delete('m'), 'messages.delete', { messageId: 'm' }, null, undefined],
  ['messages.get', () => messages.get('m'), 'messages.get', { messageId: 'm' }, MESSAGE, MESSAGE],
  ['messages.get of nothing', () => messages.get('m'), 'messages.get', { messageId: 'm' }, null, undefined],
  ['messages.list', () => messages.list({ channelId: 'c', limit: 2 }), 'messages.list', { channelId: 'c', limit: 2 }, [MESSAGE], [MESSAGE]],
  ['users.get', () => users.get('u'), 'users.get', { userId: 'u' }, USER, USER],
  ['users.get of nobody', () => users.get('u'), 'users.get', { userId: 'u' }, null, undefined],
  ['users.list', () => users.list(), 'users.list', {}, [USER], [USER]],
  ['users.list of a page', () => users.list({ limit: 2, after: 'u' }), 'users.list', { limit: 2, after: 'u' }, [], []],
  ['users.search', () => users.search('ad', { limit: 2 }), 'users.search', { text: 'ad', limit: 2 }, [USER], [USER]],
  ['users.me', () => users.me(), 'users.me', {}, USER, USER],
  ['channels.get', () => channels.get('c'), 'channels.get', { channelId: 'c' }, CHANNEL, CHANNEL],
  ['channels.get of nothing', () => channels.get('c'), 'channels.get', { channelId: 'c' }, null, undefined],
  ['channels.list', () => channels.list(), 'channels.list', {}, [CHANNEL], [CHANNEL]],
  ['channels.list with archived ones', () => channels.list({ includeArchived: true }), 'channels.list', { includeArchived: true }, [], []],
  ['channels.members', () => channels.members('c'), 'channels.members', { channelId: 'c' }, ['u'], ['u']],
  ['channels.create', () => channels.create({ name: 'n', memberIds: ['u'] }), 'channels.create', { name: 'n', memberIds: ['u'] }, CHANNEL, CHANNEL],
  ['channels.update', () => channels.update('c', { topic: 't' }), 'channels.update', { channelId: 'c', topic: 't' }, CHANNEL, CHANNEL],
  ['channels.archive', () => channels.archive('c'), 'channels.archive', { channelId: 'c' }, null, undefined],
  ['channels.addMember', () => channels.addMember('c', 'u'), 'channels.addMember', { channelId: 'c', userId: 'u' }, true, true],
  ['channels.removeMember', () => channels.removeMember('c', 'u'), 'channels.removeMember', { channelId: 'c', userId: 'u' }, false, false],
  ['calls.list', () => calls.list(), 'calls.list', {}, [CALL], [CALL]],
  ['calls.participants', () => calls.participants('c'), 'calls.participants', { callId: 'c' }, [], []],
  ['calls.streams', () => calls.streams('c'), 'calls.streams', { callId: 'c' }, [STREAM], [STREAM]],
  ['calls.kick', () => calls.kick('c', 'u'), 'calls.kick', { callId: 'c', userId: 'u' }, null, undefined],
  ['calls.mute', () => calls.mute('c', 'u'), 'calls.mute', { callId: 'c', userId: 'u', isMuted: true }, null, undefined],
  ['calls.unmute', () => calls.unmute('c', 'u'), 'calls.mute', { callId: 'c', userId: 'u', isMuted: false }, null, undefined],
  ['calls.play', () => calls.play('c', 'song'), 'calls.play', { callId: 'c', source: 'song' }, STREAM, STREAM],
  ['calls.stop', () => calls.stop('s'), 'calls.stop', { streamId: 's' }, null, undefined],
  ['files.get', () => files.get('f'), 'files.get', { fileId: 'f' }, FILE, FILE],
  ['files.get of nothing', () => files.get('f'), 'files.get', { fileId: 'f' }, null, undefined],
  ['files.list', () => files.list({ channelId: 'c', limit: 2, before: 'f' }), 'files.list', { channelId: 'c', limit: 2, before: 'f' }, [FILE], [FILE]],
  ['files.delete', () => files.delete('f'), 'files.delete', { fileId: 'f' }, null, undefined],
  ['database.query', () => database.query('SELECT ?', 1), 'database.run', { statements: [{ sql: 'SELECT ?', params: [1] }] }, [ANSWER], [{ a: 1, b: new Uint8Array([104, 105]) }]],
  ['database.run', () => database.run('DELETE FROM t'), 'database.run', { statements: [{ sql: 'DELETE FROM t', params: [] }] }, [ANSWER], { changes: 2, lastInsertId: 3 }],
  ['database.transaction', () => database.transaction(['DELETE FROM t', ['INSERT INTO t VALUES (?)', 'x']]), 'database.run', { statements: [{ sql: 'DELETE FROM t', params: [] }, { sql: 'INSERT INTO t VALUES (?)', params: ['x'] }] }, [], []],
  ['storage.get', () => storage.get('k'), 'storage.get', { key: 'k' }, { value: null }, null],
  ['storage.get of nothing', () => storage.get('k'), 'storage.get', { key: 'k' }, {}, undefined],
  ['storage.set', () => storage.set('k', { a: [1] }), 'storage.set', { key: 'k', value: { a: [1] } }, null, undefined],
  ['storage.delete', () => storage.delete('k'), 'storage.delete', { key: 'k' }, true, true],
  ['storage.keys', () => storage.keys(), 'storage.keys', {}, ['k'], ['k']],
  ['storage.keys by prefix', () => storage.keys('a'), 'storage.keys', { prefix: 'a' }, [], []],
  ['storage.list', () => storage.list('a'), 'storage.list', { prefix: 'a' }, { entries: [{ key: 'a', value: 1 }], isLast: true }, [{ key: 'a', value: 1 }]],
  ['config.get', () => config.get('city'), 'config.all', {}, { city: 'Oslo' }, 'Oslo'],
  ['config.get of nothing', () => config.get('toString'), 'config.all', {}, { city: 'Oslo' }, undefined],
  ['config.all', () => config.all(), 'config.all', {}, { city: 'Oslo' }, { city: 'Oslo' }],
  ['events.emit', () => events.emit('changed', { city: 'Oslo' }), 'events.emit', { name: 'changed', data: { city: 'Oslo' } }, true, true],
  ['events.emit without data', () => events.emit('changed'), 'events.emit', { name: 'changed', data: null }, false, false],
  ['plugins.send', () => plugins.send('maps', [1]), 'plugins.send', { name: 'maps', data: [1] }, 2, 2],
  ['plugins.send with a timeout', () => plugins.send('maps', 1, { timeout: '2s' }), 'plugins.send', { name: 'maps', data: 1, timeoutMs: 2_000 }, null, null],
  ['requirePermission', () => requirePermission('messages.write')(() => Promise.resolve('done'))(), 'permissions.list', {}, ['messages.write'], 'done'],
  ['permissions.has', () => permissions.has('messages.write'), 'permissions.list', {}, ['messages.read'], false],
  ['permissions.request', () => permissions.request('files.read'), 'permissions.request', { permission: 'files.read' }, true, true],
  ['ai.models', () => ai.models(), 'ai.models', {}, [], []],
  ['ai.chat', () => ai.chat({ messages: [{ role: 'user', content: 'hi' }], model: 'm' }), 'ai.chat', { messages: [{ role: 'user', content: 'hi' }], model: 'm' }, { plugin: 'p', model: 'm', content: 'hello' }, { plugin: 'p', model: 'm', content: 'hello' }],
  ['analytics.track', async () => { analytics.track('opened', { page: 1, text: 'é'.repeat(600) }); }, 'analytics.track', { events: [{ name: 'opened', properties: { page: 1, text: 'é'.repeat(500) } }] }, null, undefined],
  ['backups.create', () => backups.create(), 'backups.create', {}, BACKUP, BACKUP],
  ['backups.create with a label', () => backups.create('nightly'), 'backups.create', { label: 'nightly' }, BACKUP, BACKUP],
  ['backups.list', () => backups.list(), 'backups.list', {}, [BACKUP], [BACKUP]],
  ['backups.restore', () => backups.restore('b'), 'backups.restore', { id: 'b' }, null, undefined],
  ['backups.delete', () => backups.delete('b'), 'backups.delete', { id: 'b' }, true, true],
  ['pages.push', () => pages.push({ a: 1 }, { userId: 'u' }), 'pages.push', { data: { a: 1 }, userId: 'u' }, null, undefined],
  ['pages.refresh', () => pages.refresh(), 'pages.refresh', {}, null, undefined],
  ['webhooks.send', () => webhooks.send('alert.created', { level: 3 }), 'webhooks.send', { event: 'alert.created', data: { level: 3 } }, 2, 2],
  ['security.hash', () => security.hash('abc'), 'security.hash', { data: 'abc' }, 'ba78', 'ba78'],
  ['security.hash of bytes', () => security.hash(Uint8Array.of(1), 'sha512'), 'security.hash', { data: Uint8Array.of(1), algorithm: 'sha512' }, 'ba78', 'ba78'],
  ['security.hmac', () => security.hmac('key', 'abc'), 'security.hmac', { secret: 'key', data: 'abc' }, 'ba78', 'ba78'],
  ['scheduler.list', () => scheduler.list(), 'scheduler.list', {}, [], []],
  ['scheduler.run', () => scheduler.run('tick'), 'scheduler.run', { name: 'tick' }, false, false],
  ['scheduler.reschedule by interval', () => scheduler.reschedule('tick', { every: '5m' }), 'scheduler.reschedule', { name: 'tick', schedule: { everyMs: 300_000 } }, null, undefined],
  ['scheduler.reschedule by cron', () => scheduler.reschedule('tick', { cron: '0 2 * * *', timeZone: 'Europe/Oslo' }), 'scheduler.reschedule', { name: 'tick', schedule: { cron: '0 2 * * *', timeZone: 'Europe/Oslo' } }, null, undefined],
  ['scheduler.pause', () => scheduler.pause('tick'), 'scheduler.pause', { name: 'tick' }, null, undefined],
  ['scheduler.resume', () => scheduler.resume('tick'), 'scheduler.resume', { name: 'tick' }, null, undefined],
  ['config.set', () => config.set('city', 'Oslo'), 'config.set', { name: 'city', value: 'Oslo' }, null, undefined],
];

describe('the capabilities', () => {
  for (const [name, use, method, params, answer, result] of CALLS) {
    test(`${name} calls ${method} with what the host expects`, async () => {
      const runtime = installRuntime(() => answer);
      expect(await use()).toEqual(result);
      expect(runtime.calls).toEqual([[method, params]]);
    });
  }

  // What lies behind the globals of the web platform has tests of its own.
  const BEHIND_GLOBALS = /^(timers|streams|http|ai\.stream)/;

  test('use every method of the host', () => {
    const used = new Set(CALLS.map(([, , method]) => method));
    // What one call of a capability does in several steps is tested below.
    for (const method of ['storage.read', 'storage.replace', 'files.open', 'files.upload', 'files.replace', 'files.write', 'files.finish', 'files.cancel']) used.add(method);
    const methods = Object.keys(HOST_METHODS).filter((method) => !BEHIND_GLOBALS.test(method));
    expect([...used].sort()).toEqual(methods.sort());
  });

  for (const [name, use, method] of CALLS) {
    test(`${name} says that it needs a sandbox where there is none`, async () => {
      await expect(use()).rejects.toThrow(`${method} works only inside a sandbox: run the plugin with createTestHost`);
    });
  }

  test('refuse what is not JSON before it leaves the plugin', async () => {
    const runtime = installRuntime();
    await expect(storage.set('k', new Date(0) as never)).rejects.toThrow('the argument of storage.set must be JSON, but .value is a Date');
    expect(runtime.calls).toEqual([]);
  });
});

describe('files', () => {
  test('are read piece by piece, to their end', async () => {
    const pieces = [{ value: bytes('hi') }, { value: bytes('!') }];
    const runtime = installRuntime((method) => (method === 'files.open' ? 7 : (pieces.shift() ?? { done: true })));
    expect(await files.text('f')).toBe('hi!');
    expect(runtime.calls).toEqual([['files.open', { fileId: 'f' }], ...[1, 2, 3].map(() => ['streams.next', { stream: 7 }])]);
  });

  test('are closed by whoever stops reading', async () => {
    const runtime = installRuntime((method) => (method === 'files.open' ? 7 : { value: bytes('hi') }));
    for await (const piece of files.open('f', { start: 2 })) {
      expect([...piece]).toEqual([104, 105]);
      break;
    }
    expect(runtime.calls.map(([method]) => method)).toEqual(['files.open', 'streams.next', 'streams.cancel']);
  });

  test('are written in parts that fit into one message', async () => {
    const runtime = installRuntime((method) => (method === 'files.finish' ? FILE : 7));
    expect(await files.upload({ channelId: 'c', name: 'a', content: new Uint8Array(600_000) })).toEqual(FILE);
    expect(await files.replace('f', '')).toEqual(FILE);
    expect(runtime.calls.map(([method]) => method)).toEqual(['files.upload', 'files.write', 'files.write', 'files.write', 'files.finish', 'files.replace', 'files.finish']);
    expect(runtime.calls[0]).toEqual(['files.upload', { channelId: 'c', name: 'a', mediaType: 'application/octet-stream' }]);
  });

  test('are cancelled when their content fails, and that is what the plugin is told', async () => {
    const runtime = installRuntime((method) => {
      if (method === 'files.write') throw Object.assign(new Error('full'), { code: 'QUOTA_EXCEEDED' });
      return 7;
    });
    await expect(files.upload({ channelId: 'c', name: 'a', content: 'x' })).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
    expect(runtime.calls.map(([method]) => method)).toEqual(['files.upload', 'files.write', 'files.cancel']);
  });
});

describe('storage.update', () => {
  /** A host on which somebody else writes the key so many times, each time right before the plugin does. */
  function createBusyHost(interruptions: number) {
    let value = 10;
    let left = interruptions;
    return installRuntime((method, params) => {
      if (method === 'storage.read') return { value, version: String(value) };
      if (left > 0) {
        left -= 1;
        value += 100;
      }
      const { value: next, version } = params as { value: number; version: string };
      if (version !== String(value)) return false;
      value = next;
      return true;
    });
  }

  test('writes what it makes of the value', async () => {
    const runtime = createBusyHost(0);
    expect(await storage.update<number>('k', (before = 0) => before + 1)).toBe(11);
    expect(runtime.calls).toEqual([['storage.read', { key: 'k' }], ['storage.replace', { key: 'k', value: 11, version: '10' }]]);
  });

  test('begins with nothing where there is nothing, and may take its time', async () => {
    installRuntime((method) => (method === 'storage.read' ? {} : true));
    expect(await storage.update<string[]>('k', async (before) => [...(before ?? ['first'])])).toEqual(['first']);
  });

  test('runs again on the newer value when somebody else was faster', async () => {
    createBusyHost(2);
    expect(await storage.update<number>('k', (before = 0) => before + 1)).toBe(211);
  });

  test('gives up with CONFLICT when the key never stands still', async () => {
    createBusyHost(Infinity);
    await expect(storage.update<number>('k', (before = 0) => before + 1)).rejects.toMatchObject({ name: 'HostError', code: 'CONFLICT', details: { key: 'k' } });
  });

  test('writes nothing when the change throws', async () => {
    const runtime = createBusyHost(0);
    await expect(storage.update('k', () => { throw new RangeError('no'); })).rejects.toThrow(RangeError);
    expect(runtime.calls.map(([method]) => method)).toEqual(['storage.read']);
  });
});

test('storage.list asks for page after page', async () => {
  const pages = [{ entries: [{ key: 'a', value: 1 }], isLast: false }, { entries: [{ key: 'b', value: 2 }], isLast: true }];
  const runtime = installRuntime((_, params) => pages['after' in (params as object) ? 1 : 0] ?? null);
  expect(await storage.list<number>()).toEqual([{ key: 'a', value: 1 }, { key: 'b', value: 2 }]);
  expect(runtime.calls).toEqual([['storage.list', {}], ['storage.list', { after: 'a' }]]);
});

describe('a refused call', () => {
  test('is a PermissionError when the plugin may not make it', async () => {
    installRuntime(() => {
      throw Object.assign(new Error('needs messages.write'), { code: 'PERMISSION_DENIED', details: { permission: 'messages.write' } });
    });
    const error = await messages.send({ channelId: 'c', content: 'x' }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PermissionError);
    expect(error).toBeInstanceOf(HostError);
    expect(error).toMatchObject({ name: 'PermissionError', code: 'PERMISSION_DENIED', permission: 'messages.write', method: 'messages.send' });
  });

  test('is a HostError with its code otherwise', async () => {
    installRuntime(() => {
      throw Object.assign(new Error('full'), { code: 'QUOTA_EXCEEDED', details: { quota: 10 } });
    });
    const error = await storage.set('k', 1).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'HostError', message: 'full', code: 'QUOTA_EXCEEDED', method: 'storage.set', details: { quota: 10 } });
    expect(error).not.toBeInstanceOf(PermissionError);
  });

  test('passes on whatever is no refusal', async () => {
    installRuntime(() => {
      throw new RangeError('broken');
    });
    await expect(config.all()).rejects.toThrow(RangeError);
  });
});

describe('the logger', () => {
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    test(`writes ${level} lines, with their fields after a separator`, () => {
      const runtime = installRuntime();
      logger[level]('hello');
      logger[level]('hello', { n: 1 });
      expect(runtime.lines).toEqual([[level, 'hello'], [level, 'hello\u001f{"n":1}']]);
    });
  }

  test('keeps separators out of texts', () => {
    const runtime = installRuntime();
    logger.info('a\u001f{"n":1}');
    expect(runtime.lines).toEqual([['info', 'a {"n":1}']]);
  });

  test('refuses fields that are not JSON', () => {
    installRuntime();
    expect(() => { logger.info('a', { since: new Date(0) as never }); }).toThrow('the fields of logger.info must be JSON, but .since is a Date');
  });
});
