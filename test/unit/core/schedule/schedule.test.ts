import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSchedule, findNextRun, type Schedule } from '../../../../src/core/schedule/schedule.ts';

const HOUR = 3_600_000;

function listRuns(schedule: Schedule, from: string, to: string): readonly string[] {
  const runs: string[] = [];
  for (let at = findNextRun(schedule, 0, Date.parse(from)); at !== undefined && at <= Date.parse(to); at = findNextRun(schedule, 0, at)) runs.push(new Date(at).toISOString());
  return runs;
}

// Oslo puts its clocks forward on 2026-03-29 at 01:00 UTC and back on 2026-10-25 at 01:00 UTC.
const OSLO = [
  ['at two in winter and in summer', '0 2 * * *', '2026-03-27T12:00Z', '2026-03-31T12:00Z', ['2026-03-28T01:00', '2026-03-29T01:00', '2026-03-30T00:00', '2026-03-31T00:00']],
  ['at a time that is left out: right after it', '30 2 * * *', '2026-03-28T12:00Z', '2026-03-30T12:00Z', ['2026-03-29T01:00', '2026-03-30T00:30']],
  ['at a time that comes twice: once', '30 2 * * *', '2026-10-24T12:00Z', '2026-10-26T12:00Z', ['2026-10-25T00:30', '2026-10-26T01:30']],
  ['every hour, through the hour that comes twice', '0 * * * *', '2026-10-24T23:30Z', '2026-10-25T02:30Z', ['2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T02:00']],
  ['every hour, through the hour that is left out', '0 * * * *', '2026-03-28T23:30Z', '2026-03-29T02:30Z', ['2026-03-29T00:00', '2026-03-29T01:00', '2026-03-29T02:00']],
] as const;

describe('a cron expression in Oslo', () => {
  for (const [what, cron, from, to, runs] of OSLO) {
    test(what, () => {
      expect(listRuns({ cron, timeZone: 'Europe/Oslo' }, from, to)).toEqual(runs.map((run) => `${run}:00.000Z`));
    });
  }
});

describe('findNextRun', () => {
  test('reads cron expressions as UTC unless they say otherwise', () => {
    expect(listRuns({ cron: '0 2 * * *' }, '2026-03-28T12:00Z', '2026-03-29T12:00Z')).toEqual(['2026-03-29T02:00:00.000Z']);
  });

  test('reads six fields with seconds first', () => {
    expect(listRuns({ cron: '*/30 * * * * *' }, '2026-01-01T00:00Z', '2026-01-01T00:01Z')).toEqual(['2026-01-01T00:00:30.000Z', '2026-01-01T00:01:00.000Z']);
  });

  test('keeps intervals in step with their anchor, whenever it is asked', () => {
    fc.assert(fc.property(fc.integer({ min: 1_000, max: 48 * HOUR }), fc.integer({ min: 0, max: 2 ** 40 }), fc.integer({ min: 0, max: 2 ** 36 }), (everyMs, anchor, later) => {
      const next = findNextRun({ everyMs }, anchor, anchor + later) ?? NaN;
      expect(next).toBeGreaterThan(anchor + later);
      expect(next - (anchor + later)).toBeLessThanOrEqual(everyMs);
      expect((next - anchor) % everyMs).toBe(0);
    }));
  });

  test('runs a nightly task once a night, whatever the zone, for a year', () => {
    const zones = ['UTC', 'Europe/Oslo', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Santiago'];
    for (const timeZone of zones) {
      const runs = listRuns({ cron: '30 2 * * *', timeZone }, '2026-01-01T12:00Z', '2026-12-31T12:00Z');
      expect([timeZone, runs.length]).toEqual([timeZone, 364]);
    }
  });
});

describe('checkSchedule', () => {
  test('finds nothing wrong with what works', () => {
    expect(checkSchedule({ everyMs: 1_000 }, 0)).toBeUndefined();
    expect(checkSchedule({ cron: '0 9 * * MON-FRI', timeZone: 'Europe/Oslo' }, 0)).toBeUndefined();
  });

  test('refuses what has come to its end', () => {
    expect(checkSchedule({ cron: '0 0 1 1 *' }, Date.parse('2026-01-01'))).toBeUndefined();
    expect(checkSchedule({ cron: '0 0 31 4 *' }, 0)).toBe('"0 0 31 4 *" never comes');
  });
});
