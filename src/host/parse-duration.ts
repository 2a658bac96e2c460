import { fail } from '../core/diagnostics/plexi-error.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Parses a duration: milliseconds, or a number with a unit.
 *
 * @param duration - `500`, `250ms`, `30s`, `1.5h`, `2d`.
 * @returns Milliseconds.
 * @throws {@link PlexiError} `PLX4110` when it is none.
 */
export function parseDuration(duration: number | string): number {
  const [, digits = '', unit = 'ms'] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(String(duration)) ?? [];
  const ms = typeof duration === 'number' ? duration : digits === '' ? NaN : Number(digits) * (UNITS[unit] ?? NaN);
  if (!Number.isFinite(ms) || ms < 0) fail('PLX4110', { text: duration });
  return ms;
}
