import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { createDiagnostic, type PlexiError } from '../../core/diagnostics/plexi-error.ts';
import { compareDeeds, type Comparison } from '../../core/transcript/compare-deeds.ts';
import { renderDeed, renderPattern } from '../../core/transcript/render-deed.ts';
import type { Span } from '../../core/transcript/transcript.ts';
import type { PlayedStep } from '../../core/transcript/update-transcript.ts';
import type { Denial } from '../../host/denials.ts';

/** A step that was played, and all that is known of it. */
export interface StepOutcome extends PlayedStep {
  readonly failure: PlexiError | undefined;
  readonly denials: readonly Denial[];
}

/** Where a step stands. */
export interface StepPlace {
  readonly scene: string;
  /** The transcript, absolute. */
  readonly file: string;
}

/** What is wrong with a step. */
export function checkStep({ step, actual, failure, denials }: StepOutcome, { scene, file }: StepPlace): readonly Diagnostic[] {
  const at = ({ line, column }: Span): { readonly file: string; readonly line: number; readonly column: number } => ({ file, line, column });
  const compared = compareDeeds(step.expected, actual);
  const wrong = compared.filter(({ isEqual }) => !isEqual);
  // What went wrong inside of the plugin speaks for itself, at its place in the plugin.
  const [failed, differing] = partition(wrong, (each) => each.expected === undefined && each.actual?.kind === 'fails');
  const isExplained = failure !== undefined && failed.length > 0;
  const problems = isExplained ? failure.diagnostics.map((problem) => placeFailure(problem, at(step.span), scene)) : [];
  const [first] = differing;
  const difference = first && { ...createDiagnostic('PLX4341', { scene, reason: describe(first) }, at(first.expected?.span ?? step.span)), details: renderDifference(compared) };
  const undenied = step.denied.filter(({ permission }) => !denials.some((denial) => denial.permission === permission));
  return [
    ...problems,
    ...(difference && !isExplained ? [difference] : []),
    ...undenied.map(({ permission, span }) => createDiagnostic('PLX4350', { permission }, at(span))),
  ];
}

function placeFailure(problem: Diagnostic, at: { readonly file: string; readonly line: number; readonly column: number }, scene: string): Diagnostic {
  if (problem.file === undefined) return { ...problem, ...at };
  return { ...problem, details: [...(problem.details ?? []), `in "${scene}", after line ${at.line} of the transcript`] };
}

function describe({ expected, actual }: Comparison): string {
  const [wanted, had] = [expected && quote(renderPattern(expected)), actual && quote(renderDeed(actual, expected))];
  if (wanted === undefined) return `it did this as well: ${had ?? ''}`;
  return had === undefined ? `it did not do this: ${wanted}` : `${had} instead of ${wanted}`;
}

function quote([first = '', ...rest]: readonly string[]): string {
  return `"${first.slice(0, 120)}${rest.length > 0 || first.length > 120 ? '…' : ''}"`;
}

function renderDifference(compared: readonly Comparison[]): readonly string[] {
  return compared.flatMap(({ expected, actual, isEqual }) => {
    if (isEqual) return (expected === undefined ? [] : renderPattern(expected)).map((line) => `  ${line}`);
    return [...(expected === undefined ? [] : renderPattern(expected).map((line) => `- ${line}`)), ...(actual === undefined ? [] : renderDeed(actual, expected).map((line) => `+ ${line}`))];
  });
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
