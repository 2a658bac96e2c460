import type { HealthChange } from '../../../sdk/kinds/monitoring.ts';
import type { HealthReport } from '../../../sdk/plugin.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { PluginArgument } from '../boundary.ts';
import type { Clock } from '../clock.ts';
import type { Extension, Extensions } from '../extensions.ts';
import { formatMetrics, metrics, type PluginMetric } from './format-metrics.ts';
import { readResult } from './read-result.ts';

/** The monitoring of a host. */
export interface Monitoring {
  /** Asks every plugin for its metrics. @returns Prometheus text; what a plugin that fails would have said is left out. */
  collect(): Promise<string>;
  /** Asks every plugin how it is, and tells plugins that watch what has changed since the last time. */
  checkHealth(): Promise<ReadonlyMap<string, HealthReport>>;
}

/** What the monitoring of a host works with: the plugin manager is one. */
export interface MonitoredHost {
  readonly extensions: Extensions;
  readonly clock: Clock;
  getPlugins(): readonly { readonly name: string }[];
  checkHealth(plugin: string): Promise<HealthReport>;
}

/** How a host is monitored. */
export interface MonitoringOptions {
  /** Takes why a plugin failed. */
  readonly onDiagnostic?: (plugin: string, diagnostic: Diagnostic) => void;
}

const TIMEOUT_MS = 5_000;

/** Makes the monitoring of a host. */
export function createMonitoring(host: MonitoredHost, { onDiagnostic = () => undefined }: MonitoringOptions = {}): Monitoring {
  const { extensions, clock } = host;
  const known = new Map<string, HealthReport['status']>();
  const having = (hook: string): readonly Extension[] => extensions.list({ kind: 'monitoring' }).filter(({ hooks }) => hooks.includes(hook));

  async function attempt<Result>(plugin: string, run: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof PlexiError)) throw error;
      onDiagnostic(plugin, error.diagnostics[0]);
      return undefined;
    }
  }

  async function measure({ plugin, entry }: Extension): Promise<readonly PluginMetric[]> {
    const target = { plugin, entry, hook: 'collectMetrics', timeoutMs: TIMEOUT_MS };
    const found = await attempt(plugin, async () => readResult(metrics, await extensions.invoke(target, []), target));
    return (found ?? []).map((metric) => ({ ...metric, plugin }));
  }

  async function examine(plugin: string): Promise<readonly [string, HealthReport]> {
    const report = await attempt(plugin, () => host.checkHealth(plugin));
    return [plugin, report ?? { status: 'unhealthy', message: 'it could not be asked' }];
  }

  async function tell(change: HealthChange): Promise<void> {
    const told = having('onHealthChanged').map(({ plugin, entry }) =>
      attempt(plugin, () => extensions.invoke({ plugin, entry, hook: 'onHealthChanged', timeoutMs: TIMEOUT_MS }, [change as unknown as PluginArgument])));
    await Promise.all(told);
  }

  return {
    collect: async () => formatMetrics((await Promise.all(having('collectMetrics').map(measure))).flat()),
    async checkHealth() {
      const reports = new Map(await Promise.all(host.getPlugins().map(({ name }) => examine(name))));
      const timestamp = new Date(clock.now()).toISOString();
      for (const [plugin, report] of reports) {
        const before = known.get(plugin);
        known.set(plugin, report.status);
        if (before !== undefined && before !== report.status) await tell({ plugin, before, report, timestamp });
      }
      return reports;
    },
  };
}
