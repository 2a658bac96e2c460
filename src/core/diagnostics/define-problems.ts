import type { Severity } from './diagnostic.ts';

/** What the catalogue knows about one code. `{name}` in a text is filled from the parameters. */
export interface Problem {
  readonly severity: Severity;
  /** One sentence, without a period: what happened and why. */
  readonly message: string;
  /** Imperative: what to do next. */
  readonly hint: string;
  /** Markdown for the code's page: what it means, and why the rule exists. */
  readonly why: string;
  /** Markdown for the code's page: how to mend it, with an example where one helps. */
  readonly fix: string;
}

type Code = `PLX${number}`;

/** Types one area of the catalogue and returns it unchanged. */
export function defineProblems<const T extends Readonly<Record<Code, Problem>>>(problems: T): T {
  return problems;
}
