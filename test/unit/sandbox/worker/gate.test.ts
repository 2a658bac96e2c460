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
    expect(gate.call(1, 'm', '{}', 'stack')).toBe(true);
    expect(gate.done(1, 'null')).toBe(true);
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
      gate.answered();
    }
    expect(stops).toEqual([]);
    gate.call(11, 'm', '1', '');
    gate.call(12, 'm', '1', '');
    expect(gate.call(13, 'm', '1', '')).toBe(false);
    expect(stops).toEqual(['calls-in-flight']);
    expect(posted).toHaveLength(12);
  });

  test('counts calls over time', () => {
    const { gate, stops } = open({ callsPerSecond: 1 });
    let calls = 0;
    while (gate.call(++calls, 'm', '1', '') && calls < 100) gate.answered();
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
    expect(gate.done(1, 'é'.repeat(51))).toBe(false);
    expect(gate.call(1, 'm', 'é'.repeat(51), '')).toBe(false);
    expect(gate.call(1, 'x'.repeat(1000), '1', '')).toBe(false);
    expect(gate.done(1, 'é'.repeat(50))).toBe(true);
    expect([posted.length, stops.length]).toEqual([1, 0]);
  });

  test('lets nothing cross once a limit is broken', () => {
    const { gate, posted } = open({ callsInFlight: 0 });
    gate.call(1, 'm', '1', '');
    gate.log('info', 'x');
    gate.failed(1, '{}');
    gate.rejected('{}');
    expect(gate.done(1, '1')).toBe(false);
    expect(posted).toEqual([]);
  });
});
