import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('makes up for a night in which the plugin was disabled', async () => {
  const host = await createTestHost({ now: '2026-03-01T12:00:00Z' });
  await host.disable();
  await host.clock.advance('1d');
  await host.enable();
  await host.clock.advance('1m');
  await host.receive('!backups');
  expect(host).toHaveSentMessage(/^1\. 2026-03-02 at 12:0\d \(nightly\)$/);
});

test('tries again when the host has failed', async () => {
  const host = await createTestHost({ now: '2026-03-01T12:00:00Z' });
  host.faults.fail('backups.create', { times: 1 });
  await expect(host.clock.advance('1d')).rejects.toThrow('INTERNAL');
  await host.receive('!backups');
  expect(host).toHaveSentMessage(/^1\. 2026-03-02 at 03:0\d \(nightly\)$/);
});

test('runs every night at three, unless the settings say otherwise', async () => {
  const host = await createTestHost({ now: '2026-03-01T12:00:00Z' });
  expect(host.tasks.all).toMatchObject([{ name: 'nightly', nextRun: Date.parse('2026-03-02T03:00:00Z') }]);
  await host.config.update({ hour: 20 });
  expect(host.tasks.all).toMatchObject([{ nextRun: Date.parse('2026-03-01T20:00:00Z') }]);
});
