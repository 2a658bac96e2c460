import { createContext, Script, type Context } from 'node:vm';

// One realm for all: making one takes longer than most of what is run.
let realm: { readonly script: Script; readonly context: Context } | undefined;

/**
 * Runs a function that a hostile schema may make slow: a regular expression, a reference to itself, a long list.
 *
 * @returns What the function returns; `undefined` when it took longer than the limit and was stopped.
 */
export function runBounded<Result>(run: () => Result, limitMs = 2_000): Result | undefined {
  // The clock goes on where a busy machine stops the process: half a second once ended the check of a good schema.
  // The time limit of a script holds for everything that is called from it, also regular expressions.
  const { script, context } = (realm ??= { script: new Script('run()'), context: createContext({}) });
  context['run'] = run;
  try {
    return script.runInContext(context, { timeout: limitMs }) as Result;
  } catch (error) {
    // The error belongs to the script's own realm: it is an instance of another Error.
    if ((error as { readonly code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  } finally {
    context['run'] = undefined;
  }
}
