import { setTimeout } from 'node:timers/promises';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { ContractContext } from './contract.ts';
import { useAnalytics, useAnnouncements, useCalls, useFiles, useMessages, useTasks } from './exercises/event-uses.ts';
import type { Exercise, Use } from './exercises/exercise.ts';
import { findMistake } from './exercises/find-mistake.ts';
import { useBackups, useComponents, useMedia, useMiddleware, useMonitoring, useSecurityChecks, useStorage, useThemes } from './exercises/host-uses.ts';
import { useActions, useChannels, useCommands, useFormats, useLogins, useModels, useRoutes } from './exercises/request-uses.ts';
import { pickEvenly } from './pick-evenly.ts';
import type { LiveTestHost } from '../live-test-host.ts';
import type { PluginFailure } from '../../sandbox/engine.ts';

/**
 * Every way in which plugins are used, whatever their kind: what a plugin offers decides. What is new in the SDK and can be
 * used by a host has its line here, and all contracts exercise it from then on.
 */
const USES: readonly Use[] = [
  useMessages,
  useFiles,
  useCalls,
  useAnalytics,
  useAnnouncements,
  useTasks,
  useActions,
  useCommands,
  useRoutes,
  useModels,
  useFormats,
  useChannels,
  useLogins,
  useMiddleware,
  useSecurityChecks,
  useBackups,
  useStorage,
  useMonitoring,
  useThemes,
  useComponents,
  useMedia,
];

/** How a plugin is exercised. */
export interface ExerciseOptions {
  /** Whether to try everything that comes to mind, and not only a little of each; default: a little. */
  readonly isThorough?: boolean;
  /** Which errors of hooks are no mistakes besides those that are answers; default: none. */
  readonly isExpected?: (failure: PluginFailure) => boolean;
}

/** What ordinary use of an enabled plugin is: everything that it offers. */
export function listExercises(host: LiveTestHost, context: Pick<ContractContext, 'commands'>, options: ExerciseOptions = {}): readonly Exercise[] {
  return listByUse(host, context, options).flat();
}

// Ordinary use is repeated for every fault and every value of a setting, and a plugin may have hundreds of commands: what
// was made from one table is alike.
const MOST_OF_A_USE = 30;
const MOST_WHEN_THOROUGH = 300;

/**
 * Uses an enabled plugin as on an ordinary day: one exercise after another. Where it offers hundreds of things of one
 * sort, some of them stand for all.
 *
 * @throws {@link PlexiError} what went wrong in the plugin first; refusals that somebody is told are answers.
 */
export async function exercise(host: LiveTestHost, context: Pick<ContractContext, 'commands'>, options: ExerciseOptions = {}): Promise<void> {
  const most = options.isThorough === true ? MOST_WHEN_THOROUGH : MOST_OF_A_USE;
  for (const each of listByUse(host, context, options).flatMap((exercises) => pickEvenly(exercises, most))) await perform(host, each, each.input, options);
}

function listByUse(host: LiveTestHost, { commands }: Pick<ContractContext, 'commands'>, { isThorough = false }: ExerciseOptions): readonly (readonly Exercise[])[] {
  const offered = { plugin: host.plugin.name, extensions: host.extensions, commands, isThorough };
  return USES.map((use) => use(offered));
}

/** Does one exercise with an input. @throws {@link PlexiError} what went wrong in the plugin. */
export async function perform(host: LiveTestHost, each: Exercise, input: Exercise['input'], { isExpected = () => false }: ExerciseOptions = {}): Promise<void> {
  const errors: unknown[] = [];
  const note = (error: unknown): void => void errors.push(error);
  const work = each.run(host, input).catch(note);
  await letTimePass(host, work).catch(note);
  // What went wrong beside it is not to be blamed on the next one.
  if (errors.length > 0) await host.during(() => Promise.resolve()).catch(note);
  const mistake = findMistake(errors.flatMap((error) => withoutWanted(error, host) ?? []), host.takeFailures(), (failure) => isExpected(failure) || (each.isAnswered && !isMistake(failure)));
  if (mistake !== undefined) throw nameExercise(mistake, each);
}

const PATIENCE_MS = 25;
const LONGEST_WAIT_STEPS = 100;

// A plugin may take its time, and the clock moves only when it is told to.
async function letTimePass(host: LiveTestHost, work: Promise<unknown>): Promise<void> {
  const over = work.then(() => true);
  for (let step = 0; step < LONGEST_WAIT_STEPS; step++) {
    if (await Promise.race([over, setTimeout(PATIENCE_MS, false)])) return;
    // On a busy machine the plugin may not have come to it yet: the clock moves only for one that waits.
    await host.clock.advance(0);
    if (await Promise.race([over, setTimeout(0, false)])) return;
    await host.clock.advance('10s');
  }
  await work;
}

// A breakdown that a check has brought about is no news.
function withoutWanted(error: unknown, { faults }: LiveTestHost): unknown {
  if (!(error instanceof PlexiError)) return error;
  const [first, ...others] = error.diagnostics.filter((diagnostic) => !faults.isWanted(diagnostic));
  return first === undefined ? undefined : new PlexiError([first, ...others], { cause: error });
}

function nameExercise(error: PlexiError, { name }: Exercise): PlexiError {
  const [first, ...others] = error.diagnostics;
  return new PlexiError([{ ...first, message: `${first.message}, during ${name}` }, ...others], { cause: error });
}

const MISTAKES: ReadonlySet<string> = new Set(['TypeError', 'ReferenceError', 'InternalError']);

/** Whether a hook threw what the interpreter throws by itself, and nobody has meant to say. */
export function isMistake({ name, message }: PluginFailure): boolean {
  // A server that cannot be reached is a `TypeError` of `fetch`, as everywhere; what is no JSON is a `SyntaxError`.
  return MISTAKES.has(name) && !/^(?:[A-Z]+ \S+ failed|the body of the answer broke off): /.test(message);
}
