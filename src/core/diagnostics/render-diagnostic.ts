import type { Diagnostic } from './diagnostic.ts';
import { escapeText } from './escape-text.ts';

/** Paints parts of a rendered text; the identity functions of {@link PLAIN} paint nothing. */
export interface Painter {
  error(text: string): string;
  warning(text: string): string;
  success(text: string): string;
  info(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

const same = (text: string): string => text;

/** A painter that leaves every text as it is. */
export const PLAIN: Painter = { error: same, warning: same, success: same, info: same, strong: same, faint: same };

const LONGEST_LINE = 160;

/**
 * Renders a diagnostic for a person: location, code, message, code frame, details and hint.
 *
 * @param diagnostic - What to show.
 * @param source - The text of the file it is in, where that can be read.
 * @param paint - Colours.
 * @returns Lines without a newline at the end.
 */
export function renderDiagnostic(diagnostic: Diagnostic, source?: string, paint: Painter = PLAIN): string {
  const { code, severity, message, hint, file, line, column } = diagnostic;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const head = `${place && `${paint.strong(escapeText(place))}: `}${paint[severity](`${severity} ${code}`)}: ${message}`;
  const frame = source !== undefined && line !== undefined ? renderCodeFrame(source, line, column, paint) : '';
  const details = (diagnostic.details ?? []).map((text) => `  ${paintDetail(escapeText(text), paint)}`.trimEnd());
  return [head, frame, ...details, `  ${paint.faint('hint:')} ${hint}`].filter((part) => part !== '').join('\n');
}

// In a diff, what was expected is marked with a minus and what was found with a plus.
function paintDetail(line: string, paint: Painter): string {
  if (line.startsWith('- ')) return paint.success(line);
  return line.startsWith('+ ') ? paint.error(line) : line;
}

function renderCodeFrame(source: string, line: number, column: number | undefined, paint: Painter): string {
  const lines = source.split(/\r\n|\r|\n/);
  if (line > lines.length) return '';
  const first = Math.max(1, line - 1);
  const last = Math.min(lines.length, line + 1);
  const width = String(last).length;
  const rendered: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = lines[number - 1] ?? '';
    // A long line is cut so that the column stays in view: minified files have one line.
    const start = column === undefined || column <= LONGEST_LINE - 20 ? 0 : column - 80;
    const shown = expandTabs(text.slice(start, start + LONGEST_LINE));
    const mark = number === line ? '>' : ' ';
    rendered.push(`  ${paint.faint(`${mark} ${String(number).padStart(width)} |`)} ${shown}`.trimEnd());
    if (number === line && column !== undefined) {
      const before = expandTabs(text.slice(start, column - 1)).length;
      rendered.push(`  ${paint.faint(`  ${' '.repeat(width)} |`)} ${' '.repeat(before)}${paint.error('^')}`);
    }
  }
  return rendered.join('\n');
}

function expandTabs(text: string): string {
  return escapeText(text.replaceAll('\t', '  '));
}
