import fc from 'fast-check';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import { perform } from '../contract/exercises.ts';
import type { Exercise } from '../contract/exercises/exercise.ts';
import type { LiveTestHost } from '../live-test-host.ts';
import { anyText, createArbitrary } from './schema-arbitrary.ts';

/** How a plugin is tried at random. */
export interface FuzzOptions {
  /** The same seed tries the same. */
  readonly seed: number;
  readonly runs: number;
  /** Words that the plugin seems to react to: texts are tried behind them as well. */
  readonly commands: readonly string[];
}

/** An input that a plugin does not stand, as small as it could be made. */
export interface Counterexample {
  readonly exercise: Exercise;
  readonly input: JsonValue;
  readonly error: PlexiError;
}

interface Trial {
  readonly exercise: Exercise;
  readonly input: JsonValue;
}

const LONGEST_ARGUMENT = 3_900;

/** Uses a plugin with inputs that nobody has thought of; stops at the first one that it does not stand. */
export async function fuzzPlugin(host: LiveTestHost, exercises: readonly Exercise[], { seed, runs, commands }: FuzzOptions): Promise<Counterexample | undefined> {
  const trials = exercises.flatMap((exercise) => createTrials(exercise, commands));
  if (trials.length === 0) return undefined;
  const property = fc.asyncProperty(fc.oneof(...trials), async ({ exercise, input }) => {
    // What has broken down too often stays down: that says nothing about this input.
    if (host.plugin.state !== 'failed') await perform(host, exercise, input);
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns: runs });
  const [trial] = counterexample ?? [];
  return failed && trial !== undefined ? { ...trial, error: errorInstance as PlexiError } : undefined;
}

function createTrials(exercise: Exercise, commands: readonly string[]): readonly fc.Arbitrary<Trial>[] {
  const { inputs, input } = exercise;
  if (inputs === undefined) return [];
  const isCommand = typeof input === 'string' && commands.includes(input);
  const values: fc.Arbitrary<JsonValue> = isCommand ? anyText(0, LONGEST_ARGUMENT).map((text) => `${input} ${text}`) : createArbitrary(inputs);
  return [values.map((value) => ({ exercise, input: value }))];
}
