import { fail } from '../diagnostics/plexi-error.ts';
import { describeThrown } from '../text/describe-thrown.ts';

/**
 * How deeply what a host gives to a plugin may be nested. It is often what somebody on the internet gave to the host, and whatever
 * reads it in the plugin recurses on a small stack: that would be taken for a fault of the plugin.
 */
export const DEEPEST_GIVEN = 256;

/** @throws RangeError for what is nested more deeply than plugins are given. */
export function checkGivenDepth(depth: number): void {
  if (depth > DEEPEST_GIVEN) throw new RangeError(`it is nested more than ${DEEPEST_GIVEN} levels deep`);
}

/**
 * Makes what a hook is given ready to cross.
 *
 * @throws {@link PlexiError} `PLX4530` for what JSON with bytes cannot hold.
 */
export function prepareGiven<Value>(hook: string, plugin: string, prepare: () => Value): Value {
  try {
    return prepare();
  } catch (error) {
    return fail('PLX4530', { hook, plugin, reason: describeThrown(error), limit: DEEPEST_GIVEN }, { cause: error });
  }
}
