import { matchesText } from './text-pattern.ts';
import { MAIN_CHANNEL, type Deed, type ExpectedDeed } from './transcript.ts';

/** What was expected and what happened, side by side. */
export interface Comparison {
  readonly expected?: ExpectedDeed;
  readonly actual?: Deed;
  readonly isEqual: boolean;
}

/**
 * Puts what a plugin was expected to do beside what it did, in order, so that as many as possible are equal. Between
 * those the first one expected stands beside the first one that happened, and so on.
 */
export function compareDeeds(expected: readonly ExpectedDeed[], actual: readonly Deed[]): readonly Comparison[] {
  const found: Comparison[] = [];
  let [done, seen] = [0, 0];
  const pairUp = (until: number, till: number): void => {
    for (; done < until || seen < till; ) {
      const wanted = done < until ? expected[done++] : undefined;
      const had = seen < till ? actual[seen++] : undefined;
      found.push({ ...(wanted && { expected: wanted }), ...(had && { actual: had }), isEqual: false });
    }
  };
  for (const [index, other] of findCommon(expected, actual)) {
    pairUp(index, other);
    found.push({ expected: expected[done++], actual: actual[seen++], isEqual: true } as Comparison);
  }
  pairUp(expected.length, actual.length);
  return found;
}

/** The text as it is compared: what nobody sees at the end of lines, and around the whole, does not count. */
export function normalizeText(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/[^\S\n]+$/gm, '').replace(/^\n+|\n+$/g, '');
}

// The longest common subsequence, from the back, so that it can be read from the front.
function findCommon(expected: readonly ExpectedDeed[], actual: readonly Deed[]): readonly (readonly [number, number])[] {
  const lengths = Array.from({ length: expected.length + 1 }, () => new Uint16Array(actual.length + 1));
  const equal = expected.map((wanted) => actual.map((had) => isEqual(wanted, had)));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = expected.length - 1; i >= 0; i--) {
    for (let j = actual.length - 1; j >= 0; j--) {
      lengths[i]?.set([equal[i]?.[j] === true ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))], j);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let [i, j] = [0, 0]; i < expected.length && j < actual.length; ) {
    if (equal[i]?.[j] === true) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function isEqual(expected: ExpectedDeed, actual: Deed): boolean {
  return (
    expected.kind === actual.kind &&
    (expected.channelId ?? MAIN_CHANNEL) === (actual.channelId ?? MAIN_CHANNEL) &&
    (expected.isReply !== true || actual.isReply === true) &&
    matchesText(expected.text, normalizeText(actual.text))
  );
}
