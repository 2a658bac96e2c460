import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LimitRequests } from '../limits/plugin-limits.ts';
import { renderLimits } from '../limits/render-limits.ts';

/** What there is to say about a plugin that was validated. */
export interface Validation {
  readonly name?: string;
  readonly version?: string;
  readonly entries?: readonly { readonly kind: string; readonly hooks: readonly string[] }[];
  readonly limits?: LimitRequests;
  readonly diagnostics: readonly Diagnostic[];
}

/** Renders the last lines of `validate`. */
export function renderValidation({ name = 'the plugin', version = '', entries = [], limits, diagnostics }: Validation): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const subject = version === '' ? name : `${name} ${version}`;
  const counts = [count(errors, 'error'), count(warnings, 'warning')].filter((text) => text !== '').join(', ');
  if (errors > 0) return `✗ ${subject}: ${counts}`;
  const kinds = [...new Set(entries.map(({ kind }) => kind))].join(', ');
  const hooks = new Set(entries.flatMap((entry) => entry.hooks)).size;
  const asked = renderLimits(limits);
  return `✓ ${subject} is valid: ${kinds}, ${count(hooks, 'hook')}${counts === '' ? '' : `; ${counts}`}${asked === undefined ? '' : `\n  ${asked}`}`;
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${String(number)} ${noun}${number === 1 ? '' : 's'}`;
}
