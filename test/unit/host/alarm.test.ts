import { describe, expect, test } from 'vitest';
import { createAlarm } from '../../../src/host/alarm.ts';
import { createPluginScope } from '../../../src/host/plugin-scope.ts';
import { createVirtualClock } from '../../../src/host/virtual-clock.ts';

const open = () => {
  const pushed: unknown[] = [];
  const clock = createVirtualClock(0);
  const scope = createPluginScope((hook, ...args) => {
    pushed.push([hook, ...args]);
    return Promise.resolve(null);
  });
  return { pushed, clock, scope, alarm: createAlarm(clock, scope) };
};

describe('the alarm of a sandbox', () => {
  test('wakes the plugin with the number that it gave, on the host’s clock', async () => {
    const { pushed, clock, alarm } = open();
    alarm.set(7, 500);
    await clock.advance(499);
    expect(pushed).toEqual([]);
    await clock.advance(1);
    expect(pushed).toEqual([['timer', 7]]);
  });

  test('is one: setting it again takes the last one away', async () => {
    const { pushed, clock, alarm } = open();
    alarm.set(1, 100);
    alarm.set(2, 200);
    await clock.advance('1s');
    expect(pushed).toEqual([['timer', 2]]);
  });

  test('goes off no more once it is cleared, or the sandbox is gone', async () => {
    const { pushed, clock, scope, alarm } = open();
    alarm.set(1, 100);
    alarm.clear();
    alarm.set(2, 200);
    scope.end();
    await clock.advance('1s');
    expect(pushed).toEqual([]);
  });
});
