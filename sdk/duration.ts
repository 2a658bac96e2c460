/**
 * A length of time: milliseconds, or a number with a unit.
 *
 * @example
 * ```ts
 * import type { Duration } from 'plexi-plugin/sdk';
 *
 * const durations: Duration[] = [250, '30s', '5m', '1.5h', '2d'];
 * ```
 */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a duration as milliseconds; throws a TypeError that names what it is for. */
export function parseDuration(duration: Duration, name: string): number {
  const [, digits = '', unit = 'ms'] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(String(duration)) ?? [];
  const ms = typeof duration === 'number' ? duration : digits === '' ? NaN : Number(digits) * (UNITS[unit] ?? NaN);
  if (Number.isFinite(ms) && ms > 0) return ms;
  throw new TypeError(`${name} must be milliseconds, or a number with ms, s, m, h or d such as "5m", not ${JSON.stringify(duration)}`);
}
