import { LIMIT_KEYS, LIMIT_NAMES, type LimitRequests } from './plugin-limits.ts';

const NUMBERS = new Intl.NumberFormat('en-US');

/** Says in one line what a manifest asks for in `limits`; `undefined` where it asks for nothing. */
export function renderLimits(requests: LimitRequests = {}): string | undefined {
  const asked = LIMIT_NAMES.flatMap((name) => {
    const number = requests[name];
    return number === undefined ? [] : [`${NUMBERS.format(number)} ${LIMIT_KEYS[name].unit}`];
  });
  return asked.length === 0 ? undefined : `Asks for limits of its own: ${asked.join('; ')}`;
}
