import { expect, test } from 'vitest';
import { createLogHandlers } from '../../../../src/host/extension-points/log-handlers.ts';
import { createPendingWork } from '../../../../src/host/pending-work.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';
import { fakeExtensions } from './fake-extensions.ts';

test('a log handler that is too slow misses lines, and the host says which and how many', async () => {
  const taken: number[] = [];
  const runContribution = async (_type: string, _name: string, lines: readonly unknown[]): Promise<void> => {
    taken.push(lines.length);
    await new Promise((resolve) => { setImmediate(resolve); });
  };
  const extensions = fakeExtensions({
    reader: { contributions: { 'host-log-handler': { keep: { level: 'warn' } } }, hooks: { runContribution } },
  });
  const clock = createVirtualClock('2026-01-01T12:00:00Z');
  const work = createPendingWork();
  const diagnostics: unknown[] = [];
  const handlers = createLogHandlers({ extensions, clock, follow: work.follow, onDiagnostic: (plugin, { code, message }) => diagnostics.push([plugin, code, message]) });
  handlers.refresh();
  for (let at = 0; at < 1_500; at++) {
    for (const level of ['info', 'warn'] as const) handlers.take({ plugin: 'weather', level, time: clock.now(), text: String(at) });
  }
  await work.settled();
  expect(taken).toEqual(Array.from({ length: 10 }, () => 100));
  expect(diagnostics).toEqual([['reader', 'PLX4292', 'the log handler "keep" of "reader" is too slow, and has missed 500 lines']]);
});
