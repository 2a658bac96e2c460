import type { PartialMessage } from 'esbuild';
import type { ProblemCode, ProblemParameters } from '../core/diagnostics/catalog.ts';
import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';

/** A diagnostic that still lacks where the import stands, and how the importing module came into the bundle. */
export type Refusal = (location: SourceLocation | undefined, chain: string) => Diagnostic;

/** Makes a refusal of one code. */
export function createRefusal<Code extends ProblemCode>(
  code: Code,
  parameters: Omit<ProblemParameters<Code>, 'chain'>,
): Refusal {
  return (location, chain) => createDiagnostic(code, { ...parameters, chain } as ProblemParameters<Code>, location);
}

/** Answers esbuild with a refusal, which comes back with the place of the import. */
export function answerRefusal(refusal: Refusal): { readonly errors: PartialMessage[] } {
  return { errors: [{ text: 'refused', detail: refusal }] };
}

/** Whether what came back with an error of esbuild is a refusal. */
export function isRefusal(detail: unknown): detail is Refusal {
  return typeof detail === 'function';
}
