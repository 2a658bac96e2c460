import type { HealthChange } from '../../../../sdk/kinds/monitoring.ts';
import type { HealthReport } from '../../../../sdk/plugin.ts';
import type { PluginArgument } from '../../../host/boundary.ts';
import { metrics, type PluginMetric } from '../../../host/extension-points/format-metrics.ts';
import { readResult } from '../../../host/extension-points/read-result.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { defineChecks } from '../define-checks.ts';

// What Prometheus takes as the name of a label; `__` at the beginning is its own.
const LABEL = /^(?!__)[a-z_][a-z0-9_]*$/;

const REPORTS: readonly HealthReport[] = [{ status: 'healthy' }, { status: 'degraded', message: 'slow' }, { status: 'unhealthy', message: 'gone' }];

/** What a monitoring plugin must do. */
export const monitoringChecks = defineChecks('PLX4326', [
  {
    name: 'measures or watches',
    proves: 'It implements "collectMetrics" or "onHealthChanged": without them it would never be asked and never be told.',
    async run({ start }) {
      const watching = listWith(await start(), 'collectMetrics', 'onHealthChanged');
      return watching.length > 0 ? undefined : { reason: 'it implements neither "collectMetrics" nor "onHealthChanged"' };
    },
  },
  {
    name: 'names its numbers as Prometheus does',
    proves: 'Every metric has a valid name, a help text, a finite value and valid labels; counters end in "_total" and gauges do not; one name has one type, and no two numbers have the same name and labels.',
    needs: 'measures or watches',
    async run({ start }) {
      const reason = judgeMetrics(await measure(await start()));
      return reason === undefined ? undefined : { reason };
    },
  },
  {
    name: 'hears how plugins are',
    proves: 'Every change between healthy, degraded and unhealthy, with and without a message, also of a plugin that it has never heard of, ends without an error.',
    needs: 'measures or watches',
    async run({ start }) {
      await changeHealth(await start());
      return undefined;
    },
  },
  {
    name: 'counts only upwards',
    proves: 'No counter is smaller than before when the host asks again, at once and after plugins fell ill and recovered.',
    needs: 'names its numbers as Prometheus does',
    async run({ start }) {
      const host = await start();
      await changeHealth(host);
      let before = await measure(host);
      for (const isEventful of [false, true, false]) {
        if (isEventful) await changeHealth(host);
        await host.clock.advance('1m');
        const now = await measure(host);
        for (const metric of before.filter(({ type }) => type === 'counter')) {
          const later = now.find((other) => keyOf(other) === keyOf(metric));
          if (later !== undefined && later.value < metric.value) return { reason: `the counter "${metric.name}" went from ${String(metric.value)} back to ${String(later.value)}` };
        }
        before = now;
      }
      return undefined;
    },
  },
]);

function listWith({ extensions }: LiveTestHost, ...wanted: readonly string[]) {
  return extensions.list({ kind: 'monitoring' }).filter(({ hooks }) => wanted.some((hook) => hooks.includes(hook)));
}

async function measure(host: LiveTestHost): Promise<readonly PluginMetric[]> {
  const found = listWith(host, 'collectMetrics').map(async ({ plugin, entry }) => {
    const target = { plugin, entry, hook: 'collectMetrics' };
    return readResult(metrics, await host.extensions.invoke(target, []), target).map((metric) => ({ ...metric, plugin }));
  });
  return (await Promise.all(found)).flat();
}

async function changeHealth(host: LiveTestHost): Promise<void> {
  for (const { plugin, entry } of listWith(host, 'onHealthChanged')) {
    for (const before of REPORTS) {
      for (const report of REPORTS.filter(({ status }) => status !== before.status)) {
        const change: HealthChange = { plugin: 'another-plugin', before: before.status, report, timestamp: host.clock.now.toISOString() };
        await host.extensions.invoke({ plugin, entry, hook: 'onHealthChanged' }, [change as unknown as PluginArgument]);
      }
    }
  }
}

function keyOf({ name, labels = {} }: PluginMetric): string {
  return `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
}

function judgeMetrics(found: readonly PluginMetric[]): string | undefined {
  for (const [at, metric] of found.entries()) {
    const { name, help, type, labels = {} } = metric;
    if (help.trim() === '') return `the metric "${name}" has no help text`;
    if (type === 'counter' && !name.endsWith('_total')) return `the name of the counter "${name}" does not end in "_total"`;
    if (type === 'gauge' && name.endsWith('_total')) return `the gauge "${name}" ends in "_total", as counters do`;
    const label = Object.keys(labels).find((each) => !LABEL.test(each));
    if (label !== undefined) return `the metric "${name}" has a label "${label}", which hosts leave out`;
    const before = found.slice(0, at);
    if (before.some((other) => other.name === name && other.type !== type)) return `"${name}" is a counter once and a gauge another time`;
    if (before.some((other) => keyOf(other) === keyOf(metric))) return `two numbers have the name "${name}" and the same labels`;
  }
  return undefined;
}
