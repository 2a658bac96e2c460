import { isProblemCode } from '../core/diagnostics/catalog.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { renderProblemPage } from '../core/reference/problem-page.ts';

/** The page of one problem code. */
export interface ProblemPage {
  readonly code: string;
  /** Markdown. */
  readonly text: string;
}

/**
 * Explains a problem code.
 *
 * @param text - The code; upper or lower case.
 * @throws {@link PlexiError} `PLX0006` when there is no such code.
 */
export function explainProblem(text: string): ProblemPage {
  const code = text.toUpperCase();
  if (!isProblemCode(code)) fail('PLX0006', { code: text });
  return { code, text: renderProblemPage(code).trimEnd() };
}
