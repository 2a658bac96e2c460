import { createTestHost, expect, test } from 'plexi-plugin/testing';

test('asks again when "quotes" could not answer', async () => {
  const host = await createTestHost({ now: '2026-03-29T08:00:00Z' });
  await host.receive('!quote Talk is cheap. — Linus');
  host.faults.fail('plugins.send', { times: 1 });
  await expect(host.clock.advance('1h')).rejects.toThrow('INTERNAL');
  await host.clock.advance('30s');
  expect(host.lastMessage?.content).toBe('Quote of the day: “Talk is cheap.” — Linus');
});
