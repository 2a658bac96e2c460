import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../diagnostics/plexi-error.ts';
import { BUNDLE_PATH, SOURCE_MAP_PATH } from './layer-of.ts';
import { findExclusion } from './packing-rules.ts';
import { compilePathPattern, literalPathOf } from './path-pattern.ts';
import { UI_FOLDER } from '../ui/ui-index.ts';
import { MANIFEST_PATH } from './release-config.ts';

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

// `pack` writes these itself, whatever lies in the folder: the manifest (also of a plugin.yaml), and the bundle.
const MADE_BY_PACK: ReadonlySet<string> = new Set([MANIFEST_PATH, 'plugin.yaml', 'plugin.yml', BUNDLE_PATH, SOURCE_MAP_PATH]);

function isMadeByPack(path: string): boolean {
  return MADE_BY_PACK.has(path) || path.startsWith(`${UI_FOLDER}/`);
}

// What says what a plugin is, and under which terms: never left behind.
const ALWAYS = ['README*', 'LICENSE*', 'LICENCE*', 'COPYING*', 'NOTICE*', 'CHANGELOG*'].map(compilePathPattern);

/** What a plan follows from. */
export interface PackingRequest {
  /** `files` of the manifest: narrows what is packed. Absent, everything is packed that is not excluded. */
  readonly patterns?: readonly string[] | undefined;
  /** Files and folders that the manifest refers to: packed whatever the patterns say. */
  readonly needed?: readonly string[];
  /** Modules that the manifest names as entry points: JavaScript beside and below them is source, as TypeScript is anywhere. */
  readonly modules?: readonly string[];
}

/** Makes the plan. */
export function createPackingPlan({ patterns, needed = [], modules = [] }: PackingRequest): PackingPlan {
  const compiled = (patterns ?? []).map((pattern) => ({ pattern, ...compilePathPattern(pattern) }));
  const literals = [...needed, ...(patterns ?? []).flatMap((pattern) => literalPathOf(pattern) ?? [])];
  const isSource = createSourceTest(modules);
  const isWanted = (path: string): boolean =>
    patterns === undefined ||
    needed.some((folder) => isAtOrBelow(path, folder)) ||
    compiled.some(({ matches }) => matches(path)) ||
    (!path.includes('/') && ALWAYS.some(({ matches }) => matches(path)));
  const isOnTheWay = (folder: string): boolean =>
    patterns === undefined || compiled.some(({ reaches }) => reaches(folder)) || needed.some((path) => isAtOrBelow(path, folder) || isAtOrBelow(folder, path));
  const decide = (path: string): PackingDecision => {
    const exclusion = findExclusion(path, literals.find((literal) => isAtOrBelow(path, literal)));
    if (exclusion === 'secret') return literals.includes(path) ? 'named secret' : 'secret';
    return exclusion === undefined && (!isSource(path) || literals.some((literal) => isAtOrBelow(path, literal))) ? 'pack' : 'skip';
  };
  return {
    decideFile: (path) => (isMadeByPack(path) || !isWanted(path) ? 'skip' : decide(path)),
    decideFolder(path) {
      if (!isOnTheWay(path)) return 'skip';
      // What is left out by default ends where somebody names something below it: "dist/ui" opens "dist".
      const isOpened = findExclusion(path) === 'default' && literals.some((literal) => isAtOrBelow(literal, path));
      return isOpened ? 'pack' : decide(path);
    },
    checkPatterns: (packed) =>
      compiled
        .filter(({ matches }) => !packed.some(matches) && ![...MADE_BY_PACK].some(matches))
        .map(({ pattern }) => createDiagnostic('PLX2012', { pattern })),
  };
}

// What is beside the manifest may be anything, so there only the modules themselves are sources.
function createSourceTest(modules: readonly string[]): (path: string) => boolean {
  const folders = modules.filter((module) => module.includes('/')).map((module) => module.slice(0, module.indexOf('/')));
  return (path) => modules.includes(path) || (/\.[cm]?jsx?$/i.test(path) && folders.some((folder) => isAtOrBelow(path, folder)));
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
