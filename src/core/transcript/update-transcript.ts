import { compareDeeds } from './compare-deeds.ts';
import { renderDeed } from './render-deed.ts';
import type { Deed, Span, Step } from './transcript.ts';

/** A step of a transcript, and what the plugin really did in it. */
export interface PlayedStep {
  readonly step: Step;
  readonly actual: readonly Deed[];
}

interface Change {
  /** The first line that goes, from 1. */
  readonly line: number;
  readonly removed: number;
  readonly added: readonly string[];
}

/**
 * Writes a transcript anew so that it expects what really happened. Lines that do already, comments, and everything
 * else stay as they are, to the character. That a plugin fails is never made an expectation.
 */
export function updateTranscript(text: string, played: readonly PlayedStep[]): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const hasEnd = text === '' || text.endsWith('\n');
  const lines = text.split(/\r\n|\n/);
  if (hasEnd) lines.pop();
  // From the end, so that the numbers of lines before stay true.
  for (const { line, removed, added } of played.flatMap(listChanges).reverse()) lines.splice(line - 1, removed, ...added);
  return lines.join(newline) + (hasEnd ? newline : '');
}

function listChanges({ step, actual }: PlayedStep): readonly Change[] {
  const deeds = actual.filter(({ kind }) => kind !== 'fails');
  const expected = step.expected.filter(({ kind }) => kind !== 'fails');
  const changes: Change[] = [];
  let last = step.span.lastLine;
  for (const { expected: wanted, actual: had, isEqual } of compareDeeds(expected, deeds)) {
    if (!isEqual) {
      const span = wanted?.span;
      const added = had === undefined ? [] : renderDeed(had, wanted);
      changes.push(span === undefined ? { line: last + 1, removed: 0, added } : { line: span.line, removed: countLines(span), added });
    }
    last = wanted?.span.lastLine ?? last;
  }
  const emptied = deeds.length === 0 ? expected[0]?.span : undefined;
  const silence = emptied && step.silences.length === 0 ? [{ line: emptied.line, removed: 0, added: ['plugin says nothing'] }] : [];
  const broken = deeds.length > 0 ? step.silences.map((span) => ({ line: span.line, removed: countLines(span), added: [] })) : [];
  // What is put before a line comes before what becomes of the line.
  return [...silence, ...changes, ...broken].sort((a, b) => a.line - b.line);
}

function countLines({ line, lastLine }: Span): number {
  return lastLine - line + 1;
}
