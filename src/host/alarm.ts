import type { Clock, Timer } from './clock.ts';
import type { PluginScope } from './plugin-scope.ts';

/** The one alarm that a sandbox may have: the SDK keeps all timers of the plugin behind it. */
export interface Alarm {
  /** Sets it, instead of any that was set before. */
  set(id: number, delayMs: number): void;
  clear(): void;
}

/** Makes the alarm of one sandbox; it ends with the sandbox. */
export function createAlarm(clock: Clock, scope: PluginScope): Alarm {
  let timer: Timer | undefined;
  const clear = (): void => {
    timer?.cancel();
    timer = undefined;
  };
  scope.onEnd(clear);
  return {
    set(id, delayMs) {
      clear();
      timer = clock.setTimer(delayMs, () => {
        // What goes wrong in a timer is reported where it happens; a sandbox that is gone needs no waking.
        void scope.push('timer', id).catch(() => undefined);
      });
    },
    clear,
  };
}
