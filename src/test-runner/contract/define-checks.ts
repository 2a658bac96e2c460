import type { ContractCheck, ContractCode } from './contract.ts';

/** A check before its code is known. */
export type CodelessCheck = Omit<ContractCheck, 'code'>;

/** Makes the checks of one kind: they share a code, and need a plugin that starts unless they say otherwise. */
export function defineChecks(code: ContractCode, checks: readonly CodelessCheck[]): readonly ContractCheck[] {
  return checks.map((check) => ({ code, needs: 'starts', ...check }));
}
