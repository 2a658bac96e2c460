import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../diagnostics/plexi-error.ts';
import type { ArchiveState, Verdict } from './verdict.ts';

/** What is wrong with a release by its verdict; nothing when it is trusted. */
export function describeVerdict({ state, keyId = '' }: Verdict): readonly Diagnostic[] {
  switch (state) {
    case 'trusted':
      return [];
    case 'unsigned':
      return [createDiagnostic('PLX3001', {})];
    case 'untrusted':
      return [createDiagnostic('PLX3002', { keyId })];
    case 'tampered':
      return [createDiagnostic('PLX3003', { problem: 'it is not this key’s signature of this archive' })];
    case 'revoked':
      return [createDiagnostic('PLX3004', { keyId })];
  }
}

const TAMPERED: ReadonlySet<string> = new Set(['PLX2040', 'PLX3003']);

/** The state of an archive that could not be read because of a problem; `undefined` when the problem is another one. */
export function stateOfProblem(code: string): ArchiveState | undefined {
  if (TAMPERED.has(code)) return 'tampered';
  return /^PLX203\d$/.test(code) ? 'malformed' : undefined;
}
