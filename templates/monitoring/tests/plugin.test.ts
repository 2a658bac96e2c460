import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('offers its numbers as Prometheus reads them', async () => {
  const host = await createTestHost();
  await host.clock.advance('90s');
  const text = await host.monitoring.collect();
  expect(text).toContain('plexi_uptime_seconds{plugin="my-plugin"} 90\n');
  expect(text).toContain('plexi_health_falls_total{plugin="my-plugin"} 0\n');
});

test('is healthy itself', async () => {
  const host = await createTestHost();
  expect((await host.monitoring.checkHealth()).get('my-plugin')).toEqual({ status: 'healthy' });
});
