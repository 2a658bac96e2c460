import { channel } from './channel.ts';
import type { FuzzTarget } from './target.ts';

/** Everything that can be fuzzed: a file and a line each. */
export const TARGETS: readonly FuzzTarget[] = [channel];
