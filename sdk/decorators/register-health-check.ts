import { addContribution, type Contributor } from '../contribution.ts';
import { parseDuration, type Duration } from '../duration.ts';
import type { Awaitable, HealthReport } from '../plugin.ts';
import { contributeMethod, type ContributionData, type ContributionDecorator } from './contribute.ts';

/** What a health check is about: whether the plugin can do its work now (`ready`), or will never again (`live`). */
export type HealthProbe = 'ready' | 'live';

/** How a health check is run. */
export interface HealthCheckOptions {
  /** How long it may take, at most `10s`: longer means `unhealthy`; default: `2s`. */
  readonly timeout?: Duration;
}

/** Looks at one thing and says how it is. */
export type HealthCheck = () => Awaitable<HealthReport>;

/**
 * Makes a method a health check of the host: it runs whenever somebody asks whether the host is ready, or alive. Needs no
 * permission.
 *
 * A check that throws or takes too long is `unhealthy`. `degraded` is still ready.
 *
 * @param probe - `ready` or `live`. Fail a `live` check only for what a restart of the host would mend.
 * @param options - How long it may take.
 * @returns The decorator. The name of the check is the name of the method.
 * @throws TypeError when the timeout is no duration, or longer than ten seconds.
 *
 * @example
 * ```ts
 * import { MessageProcessor, registerHealthCheck, type HealthReport } from 'plexi-plugin/sdk';
 *
 * export default class Forecast extends MessageProcessor {
 *   @registerHealthCheck('ready', { timeout: '500ms' })
 *   async stations(): Promise<HealthReport> {
 *     const count = (await this.storage.keys('station/')).length;
 *     return count > 0 ? { status: 'healthy' } : { status: 'unhealthy', message: 'no station is known yet' };
 *   }
 * }
 * ```
 */
export function registerHealthCheck(probe: HealthProbe, options: HealthCheckOptions = {}): ContributionDecorator<[], Awaitable<HealthReport>> {
  const described = describe(probe, options);
  return contributeMethod((name) => ({ ...described, name }));
}

/**
 * Adds a health check to a plugin: what {@link registerHealthCheck} does, without a decorator.
 *
 * @param plugin - The plugin that is being made.
 * @param probe - `ready` or `live`.
 * @param name - The name of the check.
 * @param check - Looks, and says how it is.
 * @param options - How long it may take.
 * @throws TypeError when the timeout is none, or the plugin has a check of this name already.
 *
 * @example
 * ```ts
 * import { addHealthCheck, defineFeature } from 'plexi-plugin/sdk';
 *
 * export const Forecast = defineFeature({
 *   setUp(plugin) {
 *     addHealthCheck(plugin, 'ready', 'city', async () => {
 *       const city = await plugin.config.get('city');
 *       return city === undefined ? { status: 'degraded', message: 'no city is set' } : { status: 'healthy' };
 *     });
 *   },
 * });
 * ```
 */
export function addHealthCheck(plugin: Contributor, probe: HealthProbe, name: string, check: HealthCheck, options: HealthCheckOptions = {}): void {
  addContribution(plugin, { ...describe(probe, options), name, run: check });
}

const LONGEST_MS = 10_000;

function describe(probe: HealthProbe, { timeout = '2s' }: HealthCheckOptions): Omit<ContributionData, 'name'> {
  const timeoutMs = parseDuration(timeout, 'the timeout of a health check');
  if (timeoutMs > LONGEST_MS) throw new TypeError('the timeout of a health check is at most 10s');
  return { type: 'health-check', options: { probe, timeoutMs } };
}
