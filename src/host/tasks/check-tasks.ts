import { fail } from '../../core/diagnostics/plexi-error.ts';
import type { Manifest } from '../../core/manifest/schema.ts';
import type { SandboxEntry } from '../../sandbox/engine.ts';
import { TASK } from './task-type.ts';

/**
 * Makes sure that the background tasks of a plugin are those that its manifest tells of, where it tells of any.
 *
 * @throws {@link PlexiError} `PLX4160` when they are not.
 */
export function checkTasks({ name: plugin, background_tasks: told, features }: Manifest, entries: readonly SandboxEntry[]): void {
  const found = entries.flatMap(({ contributions }) => contributions.flatMap(({ type, name }) => (type === TASK ? [name] : [])));
  const twice = found.find((task, index) => found.indexOf(task) < index);
  if (twice !== undefined) fail('PLX4160', { plugin, problem: `two of its tasks are called "${twice}"` });
  if (features?.background_tasks === false && found.length > 0) fail('PLX4160', { plugin, problem: `its manifest says features.background_tasks: false, and it has the task "${found[0] ?? ''}"` });
  if (told === undefined) return;
  const untold = found.find((task) => !told.includes(task));
  if (untold !== undefined) fail('PLX4160', { plugin, problem: `its manifest does not tell of the task "${untold}"` });
  const missing = told.find((task) => !found.includes(task));
  if (missing !== undefined) fail('PLX4160', { plugin, problem: `its manifest tells of the task "${missing}", and the code has none of this name` });
}
