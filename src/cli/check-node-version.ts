import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';

const NEEDED = [20, 19] as const;

/** Says what is wrong with a version of Node.js; `undefined` when plexi-plugin runs on it. */
export function checkNodeVersion(version: string): Diagnostic | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return undefined;
  return createDiagnostic('PLX0005', { found: version, needed: `${NEEDED.join('.')} or later` });
}
