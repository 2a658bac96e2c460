/** A place in a file: lines and columns count from 1, columns in UTF-16 units. */
export interface SourceLocation {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** `error` makes a command fail, `warning` does not, `info` only tells. */
export type Severity = 'error' | 'warning' | 'info';

/** One reported problem, as data: what `--json` prints. */
export interface Diagnostic {
  /** `PLX` and four digits; see `plexi-plugin explain CODE`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence in the author's words, without a period. */
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  readonly file?: string;
  /** Line in `file`, from 1. */
  readonly line?: number;
  /** Column in `line`, from 1, in UTF-16 units. */
  readonly column?: number;
  /** What belongs to the problem and does not fit in a sentence, line by line: a diff, a stack. */
  readonly details?: readonly string[];
}

/** Whether any of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** Orders diagnostics by file, line, column and code, for output that never changes by chance. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.file ?? '', b.file ?? '') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compare(a.code, b.code) ||
      compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
