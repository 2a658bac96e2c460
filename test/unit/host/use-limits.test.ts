import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { DEFAULT_CALL_RATES } from '../../../src/core/limits/call-rates.ts';
import { createUseLimits, type UseLimits } from '../../../src/host/use-limits.ts';
import { createVirtualClock, type VirtualClock } from '../../../src/host/virtual-clock.ts';

interface Limited extends UseLimits {
  readonly clock: VirtualClock;
  readonly diagnostics: readonly Diagnostic[];
}

function createLimited(): Limited {
  const clock = createVirtualClock('2026-01-01T12:00:00Z');
  const diagnostics: Diagnostic[] = [];
  const uses = createUseLimits({
    plugin: 'weather',
    allowed: new Set(['messages.write', 'channels.read', 'external.api']),
    clock,
    rates: { ...DEFAULT_CALL_RATES, 'messages.write': { perSecond: 2, burst: 3 }, 'channels.read': { perSecond: 1, burst: 1 }, 'external.api': { perSecond: 1, burst: 1 }, 'users.read': { perSecond: 1, burst: 1 } },
    sentBytesPerMinute: 600,
    onDiagnostic: (diagnostic) => void diagnostics.push(diagnostic),
  });
  return { ...uses, clock, diagnostics };
}

function repeat(times: number, run: () => void): void {
  for (let count = 0; count < times; count++) run();
}

describe('createUseLimits', () => {
  test('counts the methods of a permission together, refuses what is too much, and says when to come back', async () => {
    const { countCall, clock } = createLimited();
    repeat(2, () => { countCall('messages.send'); });
    countCall('messages.edit');
    const details = { permission: 'messages.write', method: 'messages.delete', retryAfterMs: 500 };
    expect(() => { countCall('messages.delete'); }).toThrow(expect.objectContaining({ name: 'HostCallError', code: 'RATE_LIMITED', details }) as Error);
    countCall('channels.list');
    await clock.advance(500);
    countCall('messages.delete');
    expect(() => { countCall('messages.delete'); }).toThrow('"messages.write" may be used at a rate of 2 per second: try again in 500 ms');
  });

  test('tells its host once a minute for each permission', async () => {
    const { countCall, clock, diagnostics } = createLimited();
    const flood = (): void => {
      repeat(50, () => {
        for (const method of ['messages.send', 'channels.get']) try { countCall(method); } catch { /* It was refused. */ }
      });
    };
    flood();
    expect(diagnostics).toMatchObject([
      { code: 'PLX4501', severity: 'warning', message: '"weather" uses the permission "channels.read" at a rate of more than 1 per second, after a burst of 1: calls are refused' },
      { code: 'PLX4501' },
    ]);
    await clock.advance('59s');
    flood();
    expect(diagnostics).toHaveLength(2);
    await clock.advance('1s');
    flood();
    expect(diagnostics).toHaveLength(4);
  });

  test('counts nothing that is refused anyway, goes on with something, or needs no permission', () => {
    const { countCall } = createLimited();
    countCall('http.send');
    for (const method of ['users.get', 'http.write', 'http.end', 'storage.get', 'no.such', 'toString']) repeat(10, () => { countCall(method); });
    expect(() => { countCall('http.send'); }).toThrow('try again in 1000 ms');
  });

  test('counts the bytes that go out: a minute’s worth at once, then as they come in', async () => {
    const { countSent, clock, diagnostics } = createLimited();
    countSent(600);
    expect(() => { countSent(50); }).toThrow(expect.objectContaining({ code: 'RATE_LIMITED', details: { limit: 600, retryAfterMs: 5_000 } }) as Error);
    expect(diagnostics).toMatchObject([{ code: 'PLX4502' }]);
    await clock.advance('5s');
    countSent(50);
  });
});
