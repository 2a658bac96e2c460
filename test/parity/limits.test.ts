import { expect, test } from 'vitest';
import { isProblemCode } from '../../src/core/diagnostics/catalog.ts';
import { DEFAULT_CALL_RATES } from '../../src/core/limits/call-rates.ts';
import { DEFAULT_LIMITS, LIMIT_KEYS } from '../../src/core/limits/plugin-limits.ts';
import { DEFAULT_RESTARTS } from '../../src/sandbox/supervise.ts';
import { readGuide } from '../helpers/guide-examples.ts';

const guide = readGuide('embed-the-host.md');
const section = guide.slice(guide.indexOf('\n## Limits\n'));

/** The rows of the table of the section that has such a column, as cells. */
function readRows(column: string): readonly (readonly string[])[] {
  const table = section.slice(section.indexOf(`| ${column} |`)).split('\n\n')[0] ?? '';
  return table.trim().split('\n').slice(2).map((row) => row.slice(2, -2).split(' | '));
}

const write = (number: number): string => number.toLocaleString('en-US');
const SUFFIXES: Readonly<Record<number, string>> = { 1: '', 1024: ' KiB', 1048576: ' MiB' };

test('the guide shows every limit with its default, its key in the manifest and its cap', () => {
  const rows = Object.entries(LIMIT_KEYS).map(([name, { limit, factor, most }]) => {
    const suffix = SUFFIXES[factor] ?? '';
    return [`\`${limit}\``, `${write(DEFAULT_LIMITS[limit] / factor)}${suffix}`, `\`${name}\``, `${write(most)}${suffix}`];
  });
  expect(readRows('limit').map((cells) => cells.slice(0, 4))).toEqual(rows);
});

test('the guide names codes that exist for limits that are broken', () => {
  const codes = readRows('limit').flatMap((cells) => cells[5]?.match(/PLX\d{4}|`[A-Z_]+`/g) ?? ['none']);
  expect(codes.filter((code) => !isProblemCode(code) && !['`QUOTA_EXCEEDED`', '`RATE_LIMITED`'].includes(code))).toEqual([]);
});

test('the guide shows how often each permission may be used', () => {
  const rows = Object.entries(DEFAULT_CALL_RATES).map(([permission, { perSecond, burst }]) => [`\`${permission}\``, write(perSecond), write(burst)]);
  expect(readRows('permission')).toEqual(rows);
});

test('the guide says when a plugin that breaks down is started again, and when no more', () => {
  const { delayMs, longestDelayMs, faults, windowMs } = DEFAULT_RESTARTS;
  const text = section.replaceAll('\n', ' ');
  expect(text).toContain(`then after ${String(delayMs)} ms, ${String(delayMs * 2)} ms and so on, at most ${String(longestDelayMs / 1_000)} seconds. After ${String(faults)} faults within ${String(windowMs / 1_000)} seconds`);
});
