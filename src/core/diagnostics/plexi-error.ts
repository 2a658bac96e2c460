import { CATALOG, type ProblemCode, type ProblemParameters } from './catalog.ts';
import type { Diagnostic, SourceLocation } from './diagnostic.ts';
import { escapeText } from './escape-text.ts';
import type { Problem } from './define-problems.ts';

/** Where a problem is, and what caused it. */
export interface ProblemContext {
  readonly location?: SourceLocation | undefined;
  readonly cause?: unknown;
}

/** The one error class of the product: a step that cannot go on, as one or more diagnostics. */
export class PlexiError extends Error {
  override readonly name = 'PlexiError';
  readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]];

  /** @param diagnostics - What went wrong; the first one names the error. */
  constructor(diagnostics: readonly [Diagnostic, ...Diagnostic[]], options?: ErrorOptions) {
    super(diagnostics[0].message, options);
    this.diagnostics = diagnostics;
  }

  /** The code of the first diagnostic: tell problems apart by it, never by their text. */
  get code(): string {
    return this.diagnostics[0].code;
  }
}

/** Makes the diagnostic of a code, its texts filled in. Values from outside are escaped. */
export function createDiagnostic<Code extends ProblemCode>(
  code: Code,
  parameters: ProblemParameters<Code>,
  location?: SourceLocation,
): Diagnostic {
  const problem: Problem = CATALOG[code];
  return {
    code,
    severity: problem.severity,
    message: fill(problem.message, parameters),
    hint: fill(problem.hint, parameters),
    ...(location && { file: location.file }),
    ...(location?.line !== undefined && { line: location.line }),
    ...(location?.column !== undefined && { column: location.column }),
  };
}

/**
 * Stops with one problem.
 *
 * @throws {@link PlexiError} always, with `code`.
 */
export function fail<Code extends ProblemCode>(
  code: Code,
  parameters: ProblemParameters<Code>,
  context: ProblemContext = {},
): never {
  const options = context.cause === undefined ? undefined : { cause: context.cause };
  throw new PlexiError([createDiagnostic(code, parameters, context.location)], options);
}

/** Stops with every error in a list; does nothing when there is none. */
export function failOnErrors(diagnostics: readonly Diagnostic[]): void {
  const [first, ...rest] = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (first) throw new PlexiError([first, ...rest]);
}

function fill(text: string, parameters: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(parameters, name) ? escapeText(String(parameters[name])) : whole,
  );
}
