import type { Action } from './transcript.ts';

const UNITS: readonly (readonly [name: RegExp, ms: number])[] = [
  [/^(?:ms|milliseconds?)$/, 1],
  [/^(?:s|sec|seconds?)$/, 1_000],
  [/^(?:m|min|minutes?)$/, 60_000],
  [/^(?:h|hours?)$/, 3_600_000],
  [/^(?:d|days?)$/, 86_400_000],
  [/^(?:w|weeks?)$/, 604_800_000],
];

/**
 * Parses how long a transcript waits: `1h later`, `2 days and 30 minutes later`, `until 2026-03-29T01:00:00Z`.
 *
 * @returns `undefined` when it says no time.
 */
export function parseWait(text: string): Action | undefined {
  const [, moment] = /^until (\S+)$/.exec(text) ?? [];
  if (moment !== undefined) return Number.isNaN(Date.parse(moment)) ? undefined : { type: 'wait-until', moment: Date.parse(moment) };
  const [, spoken = ''] = /^(.*\S)\s+later$/.exec(text) ?? [];
  const isSpoken = /^(?:(?:an?|one|\d+(?:\.\d+)?) ?[a-z]+(?:,? and |, | |$))+$/.test(spoken);
  const parts = [...spoken.matchAll(/(an?\b|one\b|\d+(?:\.\d+)?) ?([a-z]+)(?:,? and|,)?/g)].map(([, count = '', unit = '']) => {
    const ms = UNITS.find(([name]) => name.test(unit))?.[1] ?? NaN;
    return (/^\d/.test(count) ? Number(count) : 1) * ms;
  });
  const ms = parts.reduce((sum, part) => sum + part, 0);
  return isSpoken && Number.isFinite(ms) ? { type: 'wait', ms } : undefined;
}
