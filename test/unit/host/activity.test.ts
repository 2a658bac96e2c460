import { describe, expect, test } from 'vitest';
import { createActivity } from '../../../src/host/activity.ts';

describe('an activity is idle', () => {
  test('when nothing happens', async () => {
    await createActivity().idle();
  });

  test('not before every sandbox has dealt with what was sent to it, and with what followed from that', async () => {
    const activity = createActivity();
    const log: string[] = [];
    let rounds = 0;
    activity.add(async () => {
      rounds += 1;
      if (rounds < 4) await activity.track(Promise.resolve());
      log.push(`round ${rounds}`);
    });
    await activity.idle();
    expect(log).toEqual(['round 1', 'round 2', 'round 3', 'round 4']);
  });

  test('while work goes on that waits for the clock or the world outside', async () => {
    const activity = createActivity();
    void activity.track(new Promise(() => undefined));
    await activity.idle();
  });

  test('not before work has ended that ends by itself', async () => {
    const activity = createActivity();
    const log: string[] = [];
    void activity.finish(new Promise<void>((resolve) => {
      setTimeout(() => {
        log.push('ended');
        resolve();
      }, 20);
    }));
    await activity.idle();
    expect(log).toEqual(['ended']);
  });

  test('also where a sandbox is gone, or was taken off', async () => {
    const activity = createActivity();
    activity.add(() => Promise.reject(new Error('gone')));
    activity.add(() => new Promise(() => undefined))();
    await activity.idle();
  });
});
