import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../diagnostics/plexi-error.ts';
import { findExclusion } from './packing-rules.ts';
import { compilePathPattern, literalPathOf } from './path-pattern.ts';

/** What is decided about one path. */
export type PackingDecision = 'pack' | 'skip' | 'secret' | 'named secret';

/** Decides which files of a plugin's folder are packed. */
export interface PackingPlan {
  /** Decides about a file. */
  decideFile(path: string): PackingDecision;
  /** Decides about a folder before it is looked into: `pack` means that files below it may be packed. */
  decideFolder(path: string): PackingDecision;
  /** Warns of patterns that matched none of the packed files. */
  checkPatterns(packed: readonly string[]): readonly Diagnostic[];
}

// What says what a plugin is, and under which terms: never left behind.
const ALWAYS = ['README*', 'LICENSE*', 'LICENCE*', 'COPYING*', 'NOTICE*', 'CHANGELOG*'].map(compilePathPattern);

/**
 * Makes the plan.
 *
 * @param patterns - `files` of the manifest: narrows what is packed. Absent, everything is that is not excluded.
 * @param needed - Paths that the manifest refers to: packed whatever the patterns say.
 */
export function createPackingPlan(patterns: readonly string[] | undefined, needed: readonly string[]): PackingPlan {
  const compiled = (patterns ?? []).map((pattern) => ({ pattern, ...compilePathPattern(pattern) }));
  const literals = [...needed, ...(patterns ?? []).flatMap((pattern) => literalPathOf(pattern) ?? [])];
  const isWanted = (path: string): boolean =>
    patterns === undefined ||
    needed.includes(path) ||
    compiled.some(({ matches }) => matches(path)) ||
    (!path.includes('/') && ALWAYS.some(({ matches }) => matches(path)));
  const isOnTheWay = (folder: string): boolean =>
    patterns === undefined || compiled.some(({ reaches }) => reaches(folder)) || needed.some((path) => isAtOrBelow(path, folder));
  const decide = (path: string): PackingDecision => {
    const exclusion = findExclusion(path, literals.find((literal) => isAtOrBelow(path, literal)));
    if (exclusion === 'secret') return literals.includes(path) ? 'named secret' : 'secret';
    return exclusion === undefined ? 'pack' : 'skip';
  };
  return {
    decideFile: (path) => (isWanted(path) ? decide(path) : 'skip'),
    decideFolder(path) {
      if (!isOnTheWay(path)) return 'skip';
      // What is left out by default ends where somebody names something below it: "dist/ui" opens "dist".
      const isOpened = findExclusion(path) === 'default' && literals.some((literal) => isAtOrBelow(literal, path));
      return isOpened ? 'pack' : decide(path);
    },
    checkPatterns: (packed) =>
      compiled.filter(({ matches }) => !packed.some(matches)).map(({ pattern }) => createDiagnostic('PLX2012', { pattern })),
  };
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
