import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { LiveTestHost } from '../live-test-host.ts';
import { isMistake } from './mistakes.ts';

/** What came of something that a plugin was asked for: a result, or a refusal that the plugin or the host meant. */
export type Outcome<Result> =
  | { readonly result: Result; readonly refusal?: undefined }
  | { readonly result?: undefined; readonly refusal: Diagnostic };

// What is given does not fit what the plugin has published, or is not there: the plugin was not called.
const REFUSED_BY_HOST: ReadonlySet<string> = new Set(['PLX4303', 'PLX4304', 'PLX4170', 'PLX4171', 'PLX4172', 'PLX4173', 'PLX4174', 'PLX4175']);

/**
 * Asks a plugin for something that it may refuse.
 *
 * @param what - What it is asked for, as the beginning of a sentence: `with []`.
 * @throws {@link PlexiError} when it failed otherwise: it made a mistake, broke a limit, or returned what makes no sense.
 */
export async function attempt<Result>(host: LiveTestHost, what: string, work: () => Promise<Result>): Promise<Outcome<Result>> {
  host.takeFailures();
  try {
    return { result: await work() };
  } catch (error) {
    if (!(error instanceof PlexiError)) throw error;
    const [first, ...rest] = error.diagnostics;
    const isThrown = first.code === 'PLX4010' && !host.takeFailures().some(({ failure }) => isMistake(failure));
    if (isThrown || REFUSED_BY_HOST.has(first.code)) return { refusal: first };
    throw new PlexiError([{ ...first, message: `${what}, ${first.message}` }, ...rest]);
  }
}

/** A value in a sentence. */
export function quote(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
