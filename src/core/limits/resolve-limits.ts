import { DEFAULT_LIMITS, LIMIT_KEYS, LIMIT_NAMES, type LimitKey, type LimitName, type LimitRequests, type PluginLimits } from './plugin-limits.ts';

/** What limits are worked out from. */
export interface LimitSources {
  /** What the manifest asks for. */
  readonly requests?: LimitRequests | undefined;
  /** What a plugin gets that asks for nothing. */
  readonly defaults?: Partial<PluginLimits> | undefined;
  /** The most that a plugin gets. */
  readonly caps?: Partial<PluginLimits> | undefined;
  /** What this one plugin gets, whatever it asks for. */
  readonly given?: Partial<PluginLimits> | undefined;
}

/** A plugin’s limits, and what of its wishes they do not fulfil. */
export interface ResolvedLimits {
  readonly limits: PluginLimits;
  readonly refused: readonly { readonly name: LimitName; readonly asked: number; readonly got: number }[];
}

/**
 * Works out what one plugin may use: what it was given; else what it asks for, or the default, up to the cap. Where its host
 * sets no cap, it is the most that a manifest may ask for, or the host’s own default where that is more.
 */
export function resolveLimits({ requests = {}, defaults = {}, caps = {}, given = {} }: LimitSources): ResolvedLimits {
  const resolved = LIMIT_NAMES.map((name) => {
    const { limit, factor, most }: LimitKey = LIMIT_KEYS[name];
    const standard = defaults[limit] ?? DEFAULT_LIMITS[limit];
    const cap = caps[limit] ?? Math.max(most * factor, standard);
    const request = requests[name];
    const asked = request === undefined ? standard : request * factor;
    return { name, limit, value: given[limit] ?? Math.min(cap, asked), request, factor };
  });
  return {
    limits: { ...DEFAULT_LIMITS, ...Object.fromEntries(resolved.map(({ limit, value }) => [limit, value])) },
    refused: resolved.flatMap(({ name, value, request, factor }) => (request === undefined || value >= request * factor ? [] : [{ name, asked: request, got: value / factor }])),
  };
}
