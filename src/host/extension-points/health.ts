import type { HealthProbe } from '../../../sdk/decorators/register-health-check.ts';
import type { HealthReport } from '../../../sdk/plugin.ts';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { Clock } from '../clock.ts';
import type { Extension, Extensions } from '../extensions.ts';
import type { PluginState } from '../lifecycle.ts';
import { mergeHealthReports, parseHealthReport } from '../parse-reports.ts';
import { within } from '../within.ts';
import { defineContributionType, parseContribution } from './contribution.ts';
import { number, object, oneOf } from './shape.ts';

/** A check of a plugin's own that counts for the health of the host. */
export const healthCheckType = defineContributionType({
  type: 'health-check',
  options: object({ probe: oneOf<HealthProbe>('ready', 'live'), timeoutMs: number({ min: 1, max: 10_000 }) }),
});

/** What one check has found. */
export interface CheckedHealth extends HealthReport {
  /** The name of the check; `healthCheck` is the hook of the plugin. */
  readonly name: string;
}

/** How one plugin is. */
export interface PluginHealth extends HealthReport {
  readonly plugin: string;
  readonly state: PluginState;
  readonly checks: readonly CheckedHealth[];
}

/** How a host is. */
export interface HostHealth {
  /** As bad as the worst of the plugins that are required. */
  readonly status: HealthReport['status'];
  /** Whether it is ready, or alive: everything but `unhealthy` is. */
  readonly isOk: boolean;
  /** When it was asked: ISO 8601, UTC. */
  readonly timestamp: string;
  readonly plugins: readonly PluginHealth[];
}

/** The health of a host. Both answer within the longest timeout of a check, whatever plugins do. */
export interface Health {
  /** Runs the `live` checks of plugins. That a plugin is down says nothing: a host lives on without it. */
  live(): Promise<HostHealth>;
  /** Asks every plugin that should be running for its `healthCheck` and its `ready` checks. One that is not running is unhealthy. */
  ready(): Promise<HostHealth>;
}

interface LoadedPlugin {
  readonly name: string;
  readonly state: PluginState;
}

/** What the health of a host is asked of: the plugin manager is one. */
export interface ExaminedHost {
  readonly clock: Clock;
  readonly extensions: Extensions;
  getPlugins(): readonly LoadedPlugin[];
}

/** How a host is examined. */
export interface HealthOptions {
  /** The plugins without which the host is not ready; default: all that are loaded, but for those that somebody has disabled. */
  readonly required?: readonly string[];
  /** How long `healthCheck` may take, in milliseconds; default: 2000. */
  readonly timeoutMs?: number;
}

interface Check {
  readonly name: string;
  readonly timeoutMs: number;
  readonly run: () => Promise<unknown>;
}

// A little longer than the plugin has: its own time limit gives the better reason.
const GRACE_MS = 250;

/** Makes the health of a host. Whoever asks while an answer is being made gets the same one. */
export function createHealth(host: ExaminedHost, { required, timeoutMs = 2_000 }: HealthOptions = {}): Health {
  const { clock, extensions } = host;
  const current = new Map<HealthProbe, Promise<HostHealth>>();

  function listChecks({ plugin, entry, hooks, contributions }: Extension, probe: HealthProbe): readonly Check[] {
    const named = contributions
      .filter(({ type }) => type === healthCheckType.type)
      .map((contribution) => ({ name: contribution.name, ...parseContribution(plugin, contribution, healthCheckType) }))
      .filter((check) => check.probe === probe)
      .map(({ name, timeoutMs: ms }) => ({ name, timeoutMs: ms, run: () => extensions.run({ plugin, entry, type: healthCheckType.type, name, timeoutMs: ms }, []) }));
    if (probe === 'live' || !hooks.includes('healthCheck')) return named;
    return [{ name: 'healthCheck', timeoutMs, run: () => extensions.invoke({ plugin, entry, hook: 'healthCheck', timeoutMs }, []) }, ...named];
  }

  async function runCheck(plugin: string, { name, timeoutMs: ms, run }: Check): Promise<CheckedHealth> {
    let report: HealthReport = { status: 'unhealthy', message: `${name} has not answered within ${String(ms)} ms` };
    const work = examine(plugin, name, run).then((found) => { report = found; });
    await within(ms + GRACE_MS, work);
    return { name, ...report };
  }

  async function examinePlugin({ name: plugin, state }: LoadedPlugin, probe: HealthProbe, all: readonly Extension[]): Promise<PluginHealth> {
    const isDown = probe === 'ready' && state !== 'enabled';
    const found = isDown ? [] : all.filter((each) => each.plugin === plugin).flatMap((each) => listChecks(each, probe));
    const checks = await Promise.all(found.map((check) => runCheck(plugin, check)));
    const down: readonly HealthReport[] = isDown ? [{ status: 'unhealthy', message: `the plugin is ${state}` }] : [];
    return { plugin, state, ...mergeHealthReports([...down, ...checks]), checks };
  }

  async function examineHost(probe: HealthProbe): Promise<HostHealth> {
    const timestamp = new Date(clock.now()).toISOString();
    const all = extensions.list();
    const loaded = host.getPlugins();
    const missing: readonly LoadedPlugin[] = (required ?? []).filter((name) => !loaded.some((plugin) => plugin.name === name)).map((name) => ({ name, state: 'unloaded' }));
    const shown = [...loaded, ...missing].filter(({ name, state }) => state !== 'loaded' || required?.includes(name) === true);
    const plugins = await Promise.all(shown.map((plugin) => examinePlugin(plugin, probe, all)));
    const { status } = mergeHealthReports(plugins.filter(({ plugin }) => required?.includes(plugin) ?? true));
    return { status, isOk: status !== 'unhealthy', timestamp, plugins };
  }

  function ask(probe: HealthProbe): Promise<HostHealth> {
    const known = current.get(probe);
    if (known !== undefined) return known;
    const answer = examineHost(probe).finally(() => { current.delete(probe); });
    current.set(probe, answer);
    return answer;
  }

  return { live: () => ask('live'), ready: () => ask('ready') };
}

async function examine(plugin: string, name: string, run: () => Promise<unknown>): Promise<HealthReport> {
  try {
    return parseHealthReport(plugin, (await run()) as JsonValue, name);
  } catch (error) {
    if (!(error instanceof PlexiError)) throw error;
    return { status: 'unhealthy', message: error.diagnostics[0].message };
  }
}
