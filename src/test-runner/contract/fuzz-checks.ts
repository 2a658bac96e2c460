import { relative } from 'node:path';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { ContractCheck, ContractContext, Finding } from './contract.ts';
import { listExercises, perform } from './exercises.ts';
import type { Exercise } from './exercises/exercise.ts';
import { ORDINARY_USE } from './lifecycle-checks.ts';

/** What a plugin must do with inputs that nobody has thought of. */
export const fuzzChecks: readonly ContractCheck[] = [
  {
    name: 'handles inputs that once failed',
    proves: 'Every input in "tests/regressions", which an earlier run has found and kept, is handled now.',
    code: 'PLX4268',
    needs: ORDINARY_USE,
    run: replay,
  },
  {
    name: 'handles unusual inputs',
    proves: 'Inputs made at random, as the schemas of the plugin allow them, with hostile and very long texts among them, end as ordinary use does. The seed of the run makes the same ones again.',
    code: 'PLX4267',
    needs: ORDINARY_USE,
    run: fuzz,
  },
];

async function replay(context: ContractContext): Promise<Finding | undefined> {
  const { directory } = context;
  if (directory === undefined) return undefined;
  const { readRegressions } = await import('../fuzz/regressions.ts');
  const saved = await readRegressions(directory);
  if (saved.length === 0) return undefined;
  const host = await context.start();
  const exercises = listExercises(host, context);
  for (const { exercise, input, file } of saved) {
    // The plugin may offer it no more, or again later: the file stays.
    const found = exercises.find(({ name }) => name === exercise);
    const problem = found && (await attempt(perform(host, found, input)));
    if (problem !== undefined && found !== undefined) return describe(problem, found, input, [`${relative(directory, file)} keeps this input`]);
  }
  return undefined;
}

async function fuzz(context: ContractContext): Promise<Finding | undefined> {
  const { commands, directory, fuzzRuns: runs, seed } = context;
  if (runs === 0) return undefined;
  const host = await context.start();
  const { fuzzPlugin } = await import('../fuzz/fuzz-plugin.ts');
  const found = await fuzzPlugin(host, listExercises(host, context), { seed, runs, commands });
  if (found === undefined) return undefined;
  const { exercise, input, error } = found;
  const saved = directory === undefined ? [] : [await keep(directory, exercise, input, error)];
  return describe(error, exercise, input, [`--seed ${seed} --fuzz ${runs} finds it again`, ...saved]);
}

async function keep(directory: string, { name }: Exercise, input: Exercise['input'], { diagnostics }: PlexiError): Promise<string> {
  const { writeRegression } = await import('../fuzz/regressions.ts');
  const file = await writeRegression(directory, { exercise: name, input, problem: diagnostics[0].message });
  return `kept as ${relative(directory, file)}, to be tried first from now on`;
}

async function attempt(work: Promise<void>): Promise<PlexiError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof PlexiError) return error;
    throw error;
  }
}

function describe({ diagnostics }: PlexiError, exercise: Exercise, input: Exercise['input'], remarks: readonly string[]): Finding {
  const [{ message, file, line, column }] = diagnostics;
  const reason = `with ${JSON.stringify(input).slice(0, 200)}, ${message}`;
  return { reason, ...(file !== undefined && { location: { file, line, column } }), details: [...remarks, 'a test of it:', ...renderTest(exercise, input)] };
}

function renderTest(exercise: Exercise, input: Exercise['input']): readonly string[] {
  const body = exercise.render(input).split('\n');
  return [
    `import { createTestHost, test } from 'plexi-plugin/testing';`,
    '',
    `test(${JSON.stringify(`handles ${exercise.name}`)}, async () => {`,
    '  const host = await createTestHost();',
    ...body.map((line, index) => (index === 0 ? `  ${line}` : line)),
    '});',
  ];
}
