import { describe, expect, test } from 'vitest';
import type { FromWorker } from '../../../../src/sandbox/wire.ts';
import { createGate } from '../../../../src/sandbox/worker/gate.ts';
import { TEST_LIMITS } from '../../../helpers/sandbox.ts';

function open(limits: Partial<typeof TEST_LIMITS> = {}) {
  const posted: FromWorker[] = [];
  const stops: string[] = [];
  const gate = createGate({ ...TEST_LIMITS, ...limits }, (message) => void posted.push(message), (kind) => void stops.push(kind));
  return { gate, posted, stops };
}

describe('createGate', () => {
  test('posts calls, results, failures and lines', () => {
    const { gate, posted, stops } = open();
    expect(gate.call(1, 'm', '{}', 'stack')).toBeUndefined();
    expect(gate.done(1, 'null')).toBeUndefined();
    gate.failed(2, '{}');
    gate.log('info', 'line');
    gate.rejected('{}');
    expect(posted).toEqual([['call', 1, 'm', '{}', 'stack'], ['done', 1, 'null'], ['failed', 2, '{}'], ['log', 'info', 'line'], ['rejected', '{}']]);
    expect(stops).toEqual([]);
  });

  test('counts the calls that have no answer yet', () => {
    const { gate, posted, stops } = open({ callsInFlight: 2 });
    for (let id = 1; id <= 10; id++) {
      gate.call(id, 'm', '1', '');
      gate.answered(id);
    }
    expect(stops).toEqual([]);
    gate.call(11, 'm', '1', '');
    gate.call(12, 'm', '1', '');
    expect(gate.call(13, 'm', '1', '')).toBeDefined();
    expect(stops).toEqual(['calls-in-flight']);
    expect(posted).toHaveLength(12);
  });

  test('counts calls over time', () => {
    const { gate, stops } = open({ callsPerSecond: 1 });
    let calls = 0;
    while (gate.call(++calls, 'm', '1', '') === undefined && calls < 100) gate.answered(calls);
    expect(calls).toBe(11);
    expect(stops).toEqual(['call-rate']);
  });

  test('counts lines and rejections over time', () => {
    const { gate, posted, stops } = open({ logLinesPerSecond: 1 });
    for (let line = 0; line < 100; line++) {
      if (line % 2 === 0) gate.log('info', 'x');
      else gate.rejected('{}');
    }
    expect(posted).toHaveLength(10);
    expect(stops).toEqual(['log-rate']);
  });

  test('keeps back what is too large, measured in bytes', () => {
    const { gate, posted, stops } = open({ messageBytes: 100 });
    expect(gate.done(1, 'é'.repeat(51))).toBe('text');
    expect(gate.call(1, 'm', 'é'.repeat(51), '')).toBe('text');
    expect(gate.call(1, 'x'.repeat(1000), '1', '')).toBe('text');
    expect(gate.done(1, 'é'.repeat(50))).toBeUndefined();
    expect([posted.length, stops.length]).toEqual([1, 0]);
  });

  test('keeps back bytes that are too many, without copying them', () => {
    const { gate, posted } = open({ messageBytes: 100, attachmentBytes: 10 });
    const copied: number[] = [];
    const bytes = (size: number, places = '[]') => ({ places, size, copy: () => (copied.push(size), new ArrayBuffer(size)) });
    expect(gate.done(1, '1', bytes(11))).toBe('bytes');
    expect(gate.call(1, 'm', '1', '', bytes(11))).toBe('bytes');
    expect(gate.done(1, '1', bytes(1, 'x'.repeat(100)))).toBe('text');
    expect(copied).toEqual([]);
    gate.done(1, '1', bytes(10));
    expect(posted).toEqual([['done', 1, '1', { places: '[]', bytes: new ArrayBuffer(10) }]]);
  });

  test('counts the bytes of calls that have no answer yet', () => {
    const { gate, stops } = open({ attachmentBytes: 10 });
    const bytes = { places: '[]', size: 10, copy: () => new ArrayBuffer(10) };
    for (let id = 1; id <= 8; id++) expect(gate.call(id, 'm', '1', '', bytes)).toBeUndefined();
    expect(gate.call(9, 'm', '1', '', bytes)).toBe('bytes');
    expect(gate.call(10, 'm', '1', '')).toBeUndefined();
    gate.answered(3);
    expect(gate.call(11, 'm', '1', '', bytes)).toBeUndefined();
    expect(stops).toEqual([]);
  });

  test('lets nothing cross once a limit is broken', () => {
    const { gate, posted } = open({ callsInFlight: 0 });
    gate.call(1, 'm', '1', '');
    gate.log('info', 'x');
    gate.failed(1, '{}');
    gate.rejected('{}');
    expect(gate.done(1, '1')).toBeDefined();
    expect(posted).toEqual([]);
  });
});
