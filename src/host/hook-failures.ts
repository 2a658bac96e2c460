import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../core/diagnostics/plexi-error.ts';

// `Sandbox.invoke`: after these the plugin lives on; after any other the sandbox is gone.
const SURVIVED: ReadonlySet<string> = new Set(['PLX4004', 'PLX4007', 'PLX4010', 'PLX4013', 'PLX4017']);
const ENDED: ReadonlySet<string> = new Set(['PLX4016', 'PLX4018']);

// The process of all plugins ended, whoever is to blame.
const LOST: ReadonlySet<string> = new Set(['PLX4480', 'PLX4481']);

/** What a failed hook means for the plugin. */
export type HookFailure = 'failed' | 'crashed' | 'dropped';

/**
 * Judges why a hook did not end well. Whatever is no {@link PlexiError} is a bug and thrown on.
 *
 * @param fault - The fault that ended a sandbox of the plugin last: whatever failed with it went down with that sandbox.
 */
export function judgeHookFailure(error: unknown, fault?: Diagnostic): { readonly outcome: HookFailure; readonly failure: Diagnostic } {
  if (!(error instanceof PlexiError)) throw error;
  const [failure] = error.diagnostics;
  if (failure === fault) return { outcome: 'crashed', failure };
  if (ENDED.has(failure.code)) return { outcome: 'dropped', failure };
  return { outcome: SURVIVED.has(failure.code) ? 'failed' : 'crashed', failure };
}

/** Whether a plugin went down with the process of all plugins. */
export function isProcessLoss({ code }: Diagnostic): boolean {
  return LOST.has(code);
}
