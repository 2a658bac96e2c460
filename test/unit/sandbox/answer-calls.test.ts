import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { createCallAnswerer } from '../../../src/sandbox/answer-calls.ts';
import { HostCallError, type HostCall, type SandboxOptions } from '../../../src/sandbox/engine.ts';
import { createStackMapper } from '../../../src/sandbox/source-stack.ts';
import type { ToWorker } from '../../../src/sandbox/wire.ts';
import { TEST_LIMITS } from '../../helpers/sandbox.ts';

function createHost(call: SandboxOptions['call'], limits: Partial<typeof TEST_LIMITS> = {}) {
  const sent: ToWorker[] = [];
  const calls: HostCall[] = [];
  const reports: Diagnostic[] = [];
  const options: SandboxOptions = {
    plugin: 'weather',
    code: '',
    limits: { ...TEST_LIMITS, ...limits },
    allowedMethods: new Set(),
    log: () => {},
    report: (diagnostic) => void reports.push(diagnostic),
    call: (given) => {
      calls.push(given);
      return call(given);
    },
  };
  const answer = createCallAnswerer(options, createStackMapper(), (message) => void sent.push(message));
  return { answer, sent, calls, reports };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

function refusal(message: ToWorker | undefined): unknown {
  expect(message?.[0]).toBe('refuse');
  return JSON.parse(String(message?.[2]));
}

describe('createCallAnswerer', () => {
  test('gives the call to the host, and its answer back', async () => {
    const { answer, sent, calls } = createHost(async ({ params }) => ({ got: params }));
    answer(['call', 7, 'storage.get', '{"key":"a"}', '']);
    await settle();
    expect(calls).toEqual([{ method: 'storage.get', params: { key: 'a' } }]);
    expect(sent).toEqual([['answer', 7, '{"got":{"key":"a"}}']]);
  });

  test('adds where the plugin called, when the guest tells it', async () => {
    const { answer, calls } = createHost(async () => null);
    answer(['call', 1, 'm', '1', '    at go (dist/plugin.js:3:4)']);
    await settle();
    expect(calls[0]).toMatchObject({ location: { file: 'dist/plugin.js', line: 3, column: 4 }, stack: '    at go (dist/plugin.js:3:4)' });
  });

  test('answers null for undefined', async () => {
    const { answer, sent } = createHost(async () => undefined as never);
    answer(['call', 1, 'm', '1', '']);
    await settle();
    expect(sent).toEqual([['answer', 1, 'null']]);
  });

  test('passes a refusal on with code, message and details', async () => {
    const { answer, sent } = createHost(async () => {
      throw new HostCallError('PERMISSION_DENIED', 'no', { permission: 'messages.write' });
    });
    answer(['call', 1, 'm', '1', '']);
    await settle();
    expect(refusal(sent[0])).toEqual({ code: 'PERMISSION_DENIED', message: 'no', details: { permission: 'messages.write' } });
  });

  for (const thrown of [new Error('secret'), 'secret', null]) {
    test(`hides from the plugin that the host threw ${String(thrown)}, and reports it`, async () => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a host may throw anything
      const { answer, sent, reports } = createHost(() => Promise.reject(thrown));
      answer(['call', 1, 'messages.send', '1', '']);
      await settle();
      expect(refusal(sent[0])).toEqual({ code: 'INTERNAL', message: 'the host could not answer messages.send', details: {} });
      expect(reports.map(({ code }) => code)).toEqual(['PLX4019']);
    });
  }

  const UNREADABLE = Object.defineProperty(new Error(), 'message', { get: () => { throw new Error('again'); } });
  for (const [what, thrown] of [['an object without a prototype', Object.create(null)], ['an error that throws when it is read', UNREADABLE]] as const) {
    test(`answers the plugin and reports what cannot be read: ${what}`, async () => {
       
      const { answer, sent, reports } = createHost(() => Promise.reject(thrown as Error));
      answer(['call', 1, 'm', '1', '']);
      await settle();
      expect(refusal(sent[0])).toMatchObject({ code: 'INTERNAL' });
      expect(reports).toMatchObject([{ code: 'PLX4019', message: expect.stringContaining('cannot be read') as unknown }]);
    });
  }

  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  for (const [what, details] of [['a BigInt', { a: 1n }], ['a cycle', cycle], ['more than may cross', { a: 'x'.repeat(100) }]] as const) {
    test(`answers the plugin and reports a refusal that cannot be written as JSON, or is too large: ${what}`, async () => {
      const { answer, sent, reports } = createHost(() => Promise.reject(new HostCallError('NO', 'no', details as never)), { messageBytes: 80 });
      answer(['call', 1, 'm', '1', '']);
      await settle();
      expect(refusal(sent[0])).toMatchObject({ code: 'INTERNAL', details: {} });
      expect(reports.map(({ code }) => code)).toEqual(['PLX4019']);
    });
  }

  test('hides what a host throws before its first await, too', async () => {
    const { answer, sent } = createHost(() => {
      throw new Error('secret');
    });
    answer(['call', 1, 'm', '1', '']);
    await settle();
    expect(refusal(sent[0])).toMatchObject({ code: 'INTERNAL' });
  });

  for (const params of ['{"__proto__":1}', '{', '['.repeat(100) + ']'.repeat(100)]) {
    test(`refuses the params ${params.slice(0, 20)} without asking the host`, async () => {
      const { answer, sent, calls } = createHost(async () => null);
      answer(['call', 1, 'm', params, '']);
      await settle();
      expect(refusal(sent[0])).toMatchObject({ code: 'INVALID_ARGUMENT' });
      expect(calls).toEqual([]);
    });
  }

  test('gives bytes to the host, and sends bytes back', async () => {
    const { answer, sent, calls } = createHost(async ({ params }) => [params, Uint8Array.of(9)]);
    answer(['call', 1, 'm', '{"a":null}', '', { places: '[[2,["a"]]]', bytes: Uint8Array.of(1, 2).buffer }]);
    await settle();
    expect(calls).toEqual([{ method: 'm', params: { a: Uint8Array.of(1, 2) } }]);
    expect(sent).toEqual([['answer', 1, '[{"a":null},null]', { places: '[[2,[0,"a"]],[1,[1]]]', bytes: Uint8Array.of(1, 2, 9).buffer }]]);
  });

  test('refuses bytes that belong nowhere without asking the host', async () => {
    const { answer, sent, calls } = createHost(async () => null);
    answer(['call', 1, 'm', '{}', '', { places: '[[1,["a"]]]', bytes: new ArrayBuffer(1) }]);
    await settle();
    expect(refusal(sent[0])).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(calls).toEqual([]);
  });

  test('refuses an answer with too many bytes', async () => {
    const { answer, sent } = createHost(async () => new Uint8Array(101), { attachmentBytes: 100 });
    answer(['call', 1, 'm', '1', '']);
    await settle();
    expect(refusal(sent[0])).toMatchObject({ code: 'MESSAGE_TOO_LARGE' });
  });

  test('refuses an answer that is too large', async () => {
    const { answer, sent } = createHost(async () => 'é'.repeat(60), { messageBytes: 100 });
    answer(['call', 1, 'm', '1', '']);
    await settle();
    expect(refusal(sent[0])).toMatchObject({ code: 'MESSAGE_TOO_LARGE' });
  });

  test('takes no more calls than the limit, and no number twice', async () => {
    const { answer } = createHost(() => new Promise(() => {}), { callsInFlight: 2 });
    answer(['call', 1, 'm', '1', '']);
    expect(() => {
      answer(['call', 1, 'm', '1', '']);
    }).toThrow(RangeError);
    answer(['call', 2, 'm', '1', '']);
    expect(() => {
      answer(['call', 3, 'm', '1', '']);
    }).toThrow(RangeError);
  });
});
