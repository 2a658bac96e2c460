import { defineMethod } from './method.ts';
import { integer } from './parse-params.ts';

const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** The alarm behind a plugin's timers. */
export const timerMethods = {
  'timers.set': defineMethod(
    { id: integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), delay: integer({ min: 0, max: LONGEST_DELAY_MS }) },
    ({ id, delay }, { alarm }) => {
      alarm.set(id, delay);
      return Promise.resolve(null);
    },
  ),
  'timers.clear': defineMethod({}, (_, { alarm }) => {
    alarm.clear();
    return Promise.resolve(null);
  }),
};
