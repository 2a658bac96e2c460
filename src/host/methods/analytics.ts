import { ANALYTICS_LIMITS, type AnalyticsProperties } from '../../../sdk/capabilities/analytics.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import { defineMethod } from './method.ts';
import { integer, list, optional, parseParams, type ParamParser } from './parse-params.ts';

const name: ParamParser<string> = (value, what) => {
  if (typeof value === 'string' && ANALYTICS_LIMITS.name.test(value)) return value;
  throw new HostCallError('INVALID_ARGUMENT', `${what} must begin with a letter and hold letters, digits and "_.:-", at most 100 of them`);
};

const properties: ParamParser<AnalyticsProperties> = (given, what) => {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new HostCallError('INVALID_ARGUMENT', `${what} must be an object`);
  const entries = Object.entries(given);
  if (entries.length > ANALYTICS_LIMITS.properties) throw new HostCallError('INVALID_ARGUMENT', `${what} has ${String(entries.length)} names, and ${String(ANALYTICS_LIMITS.properties)} are allowed`);
  return Object.fromEntries(entries.map(([key, value]) => [name(key, `a name in ${what}`), plain(value, `${what}.${key}`)]));
};

const plain: ParamParser<string | number | boolean | null> = (value, what) => {
  // Half of a surrogate pair, as a cut may leave it, is no character.
  if (typeof value === 'string' && value.length <= ANALYTICS_LIMITS.text) return value.replace(/\p{Surrogate}/gu, '\uFFFD');
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  throw new HostCallError('INVALID_ARGUMENT', `${what} must be a text of at most ${String(ANALYTICS_LIMITS.text)} characters, a number, true, false or null`);
};

const event: ParamParser<{ readonly name: string; readonly properties: AnalyticsProperties }> = (value) => parseParams({ name, properties }, value ?? null);

/** What a plugin counts. */
export const analyticsMethods = {
  'analytics.track': defineMethod(
    { events: list(event, { max: ANALYTICS_LIMITS.events }), dropped: optional(integer({ min: 1, max: 1_000_000_000 })) },
    ({ events, dropped = 0 }, { analytics }) => {
      analytics.track(events, dropped);
      return Promise.resolve(null);
    },
  ),
};
