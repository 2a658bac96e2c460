import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import { createCallLog } from '../../../src/host/call-log.ts';
import { recordCalls, type CallRecord } from '../../../src/host/call-records.ts';
import { createVirtualClock } from '../../../src/host/virtual-clock.ts';
import { HostCallError } from '../../../src/sandbox/engine.ts';
import { createDeferred } from '../../../src/sandbox/deferred.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

async function record(method: string, params: BoundaryValue, answer: () => Promise<BoundaryValue> = () => Promise.resolve(null)): Promise<CallRecord | undefined> {
  const records: CallRecord[] = [];
  const clock = createVirtualClock(1_000);
  const call = recordCalls(async () => {
    await clock.advance(20);
    return answer();
  }, { plugin: 'weather', clock, redact: (text) => text.replaceAll('hunter2', '[secret]'), onCall: (made) => void records.push(made) });
  await call({ method, params }).catch(() => undefined);
  return records[0];
}

describe('the record of a call', () => {
  test('says who did what, by which permission, and how long it took', async () => {
    expect(await record('messages.send', { channelId: 'general', content: 'a secret of mine' })).toEqual({
      plugin: 'weather', time: 1_000, method: 'messages.send', permission: 'messages.write', resource: 'general', outcome: 'allowed', durationMs: 20,
    });
  });

  test('says how it ended', async () => {
    const refuse = (error: Error) => () => Promise.reject(error);
    expect(await record('messages.get', { messageId: '1' }, refuse(new HostCallError('NOT_FOUND', 'gone')))).toMatchObject({ outcome: 'failed', code: 'NOT_FOUND' });
    expect(await record('messages.get', { messageId: '1' }, refuse(new HostCallError('PERMISSION_DENIED', 'no')))).toMatchObject({ outcome: 'denied', code: 'PERMISSION_DENIED' });
    expect(await record('messages.get', { messageId: '1' }, refuse(new Error('a bug')))).toMatchObject({ outcome: 'failed', code: 'INTERNAL' });
  });

  const RESOURCES: readonly (readonly [method: string, params: BoundaryValue, resource: string | undefined])[] = [
    ['http.send', { url: 'https://api.example.com:8443/v1?key=abc#d' }, 'api.example.com:8443'],
    ['http.send', { url: 'https://ada:secret@api.example.com/' }, 'api.example.com'],
    ['http.send', { url: 'no URL' }, undefined],
    ['storage.set', { key: 'token/hunter2', value: 1 }, 'token/[secret]'],
    ['storage.get', { key: 'k'.repeat(300) }, `${'k'.repeat(200)}…`],
    ['files.get', { fileId: 7 }, undefined],
    ['files.get', null, undefined],
    ['security.hmac', { secret: 's', data: 'd' }, undefined],
    ['storage.get', JSON.parse('{"__proto__":{"key":"a"}}') as BoundaryValue, undefined],
  ];
  for (const [method, params, resource] of RESOURCES) {
    test(`says what ${method} with ${JSON.stringify(params).slice(0, 60)} was about: ${resource?.slice(0, 40) ?? 'nothing'}`, async () => {
      expect((await record(method, params))?.resource).toBe(resource);
    });
  }

  test('cuts a method off that nobody knows', async () => {
    expect(await record('x'.repeat(1_000), {})).toMatchObject({ method: `${'x'.repeat(200)}…`, permission: null });
  });
});

describe('createCallLog', () => {
  test('appends lines of JSON', async () => {
    const file = join(await createFolder({ 'calls.jsonl': '{"old":true}\n' }), 'calls.jsonl');
    const log = createCallLog({ file });
    const made = await record('messages.send', { channelId: 'a\nb' });
    if (made !== undefined) log.onCall(made);
    await log.close();
    expect((await readFile(file, 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([{ old: true }, made]);
  });

  test('leaves out what the disk does not keep up with, and says how much', async () => {
    const file = join(await createFolder({}), 'calls.jsonl');
    const log = createCallLog({ file });
    const made = await record('storage.get', { key: 'k'.repeat(200) });
    for (let count = 0; count < 20_000 && made !== undefined; count++) log.onCall(made);
    await log.close();
    const lines = (await readFile(file, 'utf8')).trim().split('\n').map((line) => JSON.parse(line) as { readonly leftOut?: number });
    expect(lines.length + (lines.at(-1)?.leftOut ?? 0)).toBe(20_001);
    expect(lines.length).toBeLessThan(20_000);
  });

  test('tells at once that nothing can be written, goes on, and tells whoever closes it again', async () => {
    const told: unknown[] = [];
    const { promise: failing, resolve } = createDeferred<undefined>();
    const log = createCallLog({
      file: join(await createFolder({}), 'missing', 'calls.jsonl'),
      onError(error) {
        told.push(error);
        resolve(undefined);
      },
    });
    await failing;
    const made = await record('storage.get', { key: 'k' });
    for (let count = 0; count < 100 && made !== undefined; count++) log.onCall(made);
    await expect(log.close()).rejects.toMatchObject({ code: 'ENOENT' });
    expect(told).toMatchObject([{ code: 'ENOENT' }]);
  });
});
