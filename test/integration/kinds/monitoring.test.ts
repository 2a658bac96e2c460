import { expect, test } from 'vitest';
import { createMonitoring } from '../../../src/host/extension-points/monitoring.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const WATCHER = `
import { MonitoringPlugin, type HealthChange, type Metric } from 'plexi-plugin/sdk';

export default class Watcher extends MonitoringPlugin {
  override async onHealthChanged({ plugin, before, report }: HealthChange): Promise<void> {
    await this.storage.update<readonly string[]>('seen', (seen = []) => [...seen, [plugin, before, report.status, report.message].join(' ')]);
  }
  override collectMetrics(): readonly Metric[] {
    return [{ name: 'words_total', help: 'Words "said"\\nso far.', type: 'counter', value: 3, labels: { language: 'a"b', __name__: 'x' } }];
  }
}`;

const MOODY = `
import { MonitoringPlugin, type HealthReport } from 'plexi-plugin/sdk';

export default class Moody extends MonitoringPlugin {
  override async healthCheck(): Promise<HealthReport> {
    return (await this.storage.get('ill')) === true ? { status: 'degraded', message: 'a cold' } : { status: 'healthy' };
  }
  override collectMetrics() {
    return [{ name: 'Bad Name', help: '', type: 'gauge', value: 1 }] as never;
  }
}`;

test('monitoring plugins in the sandbox measure, and hear how others are', async () => {
  const { start, manager } = openHost();
  await start(await buildPlugin(WATCHER, { name: 'watcher', type: 'monitoring', permissions: [] }));
  await start(await buildPlugin(MOODY, { name: 'moody', type: 'monitoring', permissions: [] }));
  const problems: string[] = [];
  const monitoring = createMonitoring(manager, { onDiagnostic: (plugin, { code }) => void problems.push(`${plugin} ${code}`) });

  expect(await monitoring.collect()).toBe(['# HELP plexi_words_total Words "said"\\nso far.', '# TYPE plexi_words_total counter', 'plexi_words_total{language="a\\"b",plugin="watcher"} 3', ''].join('\n'));
  expect(problems).toEqual(['moody PLX4301']);

  const storage = manager.services.storage.open('moody');
  await monitoring.checkHealth();
  await storage.set('ill', true);
  expect((await monitoring.checkHealth()).get('moody')).toEqual({ status: 'degraded', message: 'a cold' });
  await monitoring.checkHealth();
  await storage.set('ill', false);
  await monitoring.checkHealth();
  expect(await manager.services.storage.open('watcher').get('seen')).toEqual(['moody healthy degraded a cold', 'moody degraded healthy ']);
});
