import { PlexiError } from '../../../core/diagnostics/plexi-error.ts';
import type { PluginFailure } from '../../../sandbox/engine.ts';
import type { ObservedFailure } from '../../observe-engine.ts';

// What was asked does not fit what the plugin takes: the plugin has not even seen it.
const NOT_ASKED: ReadonlySet<string> = new Set(['PLX4304', 'PLX4306', 'PLX4307', 'PLX4170', 'PLX4171', 'PLX4172', 'PLX4173', 'PLX4174', 'PLX4175']);

/**
 * Finds the first mistake of a plugin, if there is one.
 *
 * @param errors - What reached whoever used the plugin.
 * @param failures - What hooks threw meanwhile, also where the host has put up with it.
 * @param isFine - Whether what a hook threw is no mistake.
 */
export function findMistake(errors: readonly unknown[], failures: readonly ObservedFailure[], isFine: (failure: PluginFailure) => boolean): PlexiError | undefined {
  const mistake = failures.find(({ failure }) => !isFine(failure));
  if (mistake !== undefined) return mistake.error;
  for (const error of errors) {
    if (!(error instanceof PlexiError)) throw error;
    // What a hook threw is among the failures, be it of now or of a moment ago.
    const rest = error.diagnostics.filter(({ code }) => !NOT_ASKED.has(code) && code !== 'PLX4010');
    const [first, ...others] = rest;
    if (first !== undefined) return new PlexiError([first, ...others], { cause: error });
  }
  return undefined;
}
