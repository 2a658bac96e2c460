import { describe, expect, test } from 'vitest';
import { fail } from '../../../../src/core/diagnostics/plexi-error.ts';
import type { Clock } from '../../../../src/host/clock.ts';
import { createNotifications } from '../../../../src/host/extension-points/notifications.ts';
import { fakeExtensions } from './fake-extensions.ts';

const recipient = { type: 'object', properties: { box: { type: 'integer' } }, required: ['box'] };

function open(...results: readonly (() => unknown)[]) {
  const waits: number[] = [];
  // Time passes at once, and is written down.
  const clock: Clock = {
    now: () => 0,
    setTimer(ms, run) {
      waits.push(ms);
      queueMicrotask(run);
      return { cancel: () => {} };
    },
  };
  let at = 0;
  const send = (): unknown => results[Math.min(at++, results.length - 1)]?.();
  const extensions = fakeExtensions({ letters: { contributions: { channel: { postbox: { title: 'Postbox', recipient } } }, hooks: { send } } });
  return { waits, extensions, notifications: createNotifications({ extensions, clock }) };
}

const REQUEST = { channel: 'postbox', recipient: { box: 1 }, title: 'Hello' };
const delivered = () => ({ status: 'delivered', messageId: 'm-1' });
const busy = (more: object = {}) => () => ({ status: 'failed', reason: 'busy', ...more });
const crash = (): never => fail('PLX4113', { plugin: 'letters' });

describe('a notification', () => {
  const COURSES = [
    ['is delivered at once', [delivered], { status: 'delivered', attempts: 1, messageId: 'm-1' }, []],
    ['is delivered when the plugin says nothing', [() => undefined], { status: 'delivered', attempts: 1 }, []],
    ['is not tried again unless the plugin says so', [busy(), delivered], { status: 'failed', attempts: 1, reason: 'busy' }, []],
    ['is tried again with longer and longer waits', [busy({ retry: true })], { status: 'failed', attempts: 3, reason: 'busy' }, [1_000, 4_000]],
    ['is tried again when the plugin wants it', [busy({ retry: true, retryAfterMs: 50 }), delivered], { status: 'delivered', attempts: 2 }, [50]],
    ['waits an hour at most', [busy({ retry: true, retryAfterMs: 1e12 }), delivered], { status: 'delivered', attempts: 2 }, [3_600_000]],
    ['is tried again when the plugin fails', [crash, delivered], { status: 'delivered', attempts: 2 }, [1_000]],
    ['fails with the reason of the plugin', [crash], { status: 'failed', attempts: 3, diagnostic: { code: 'PLX4113' } }, [1_000, 4_000]],
    ['is not tried again when the answer makes no sense', [() => ({ status: 'maybe' })], { status: 'failed', attempts: 1, diagnostic: { code: 'PLX4301' } }, []],
  ] as const;
  for (const [what, results, report, waits] of COURSES) {
    test(what, async () => {
      const host = open(...results);
      expect(await host.notifications.send(REQUEST)).toMatchObject({ plugin: 'letters', channel: 'postbox', ...report });
      expect(host.waits).toEqual(waits);
    });
  }

  test('keeps its id in every attempt', async () => {
    const { extensions, notifications } = open(busy({ retry: true }));
    const { id } = await notifications.send(REQUEST);
    expect(extensions.calls.map(({ args: [notification, run] }) => [(notification as { id: string }).id, (run as { attempt: number }).attempt])).toEqual([[id, 1], [id, 2], [id, 3]]);
    expect(extensions.calls[0]?.args[0]).toEqual({ id, channel: 'postbox', recipient: { box: 1 }, title: 'Hello', priority: 'normal' });
  });

  test('is not sent to somebody who cannot be reached', async () => {
    const { extensions, notifications } = open(delivered);
    await expect(notifications.send({ ...REQUEST, recipient: {} })).rejects.toThrowCode('PLX4304');
    await expect(notifications.send({ ...REQUEST, channel: 'pidgeon' })).rejects.toThrowCode('PLX4303');
    expect(extensions.calls).toEqual([]);
  });

  test('is given up when nobody wants it any more', async () => {
    const controller = new AbortController();
    const { notifications } = open(() => { controller.abort(new Error('enough')); return crash(); });
    await expect(notifications.send({ ...REQUEST, signal: controller.signal })).rejects.toThrow('enough');
  });
});
