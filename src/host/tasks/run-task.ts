import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { ContributionTarget, Extensions } from '../extensions.ts';
import { judgeHookFailure } from '../hook-failures.ts';
import type { StartedRun, TaskOutcome } from './scheduled-task.ts';

/** Follows work that the host waits for before it is idle. */
export type Follow = <Result>(work: Promise<Result>) => Promise<Result>;

/** What running tasks takes. */
export interface TaskRunnerOptions {
  readonly extensions: Extensions;
  readonly follow: Follow;
  /** Takes what a task threw. */
  readonly onDiagnostic: (plugin: string, diagnostic: Diagnostic) => void;
}

/** Makes the function that runs a task of a plugin once, and says how it ended. */
export function createTaskRunner({ extensions, follow, onDiagnostic }: TaskRunnerOptions): (target: ContributionTarget, run: StartedRun) => Promise<TaskOutcome> {
  return async (target, { dueAt, attempt, signal }) => {
    const run = { task: target.name, dueAt: new Date(dueAt).toISOString(), attempt, signal };
    try {
      await follow(extensions.run(target, [run]));
      return 'succeeded';
    } catch (error) {
      if (signal.aborted) return 'cancelled';
      const { outcome, failure } = judgeHookFailure(error);
      // Whoever keeps the sandbox running has told of a crash already.
      if (outcome === 'failed') onDiagnostic(target.plugin, failure);
      return outcome === 'dropped' ? 'cancelled' : 'failed';
    }
  };
}
