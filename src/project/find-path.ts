import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import { findSimilar } from '../core/diagnostics/find-similar.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';

/** A path that a manifest names. */
export interface NamedPath {
  /** With `/` between names, below the plugin's folder. */
  readonly path: string;
  /** Where the manifest names it. */
  readonly location: SourceLocation;
  readonly expected: 'file' | 'folder' | 'file or folder';
}

/** Says what is wrong with a path: it is not there, in another case of letters, outside, or no file. */
export function findPath(directory: string, { path, location, expected }: NamedPath): readonly Diagnostic[] {
  const missing = findMissing(directory, path);
  if (missing !== undefined) return [createDiagnostic('PLX1006', { path, remedy: missing }, location)];
  const target = join(directory, path);
  const inside = relative(realpathSync(directory), realpathSync(target));
  if (inside.split(sep)[0] === '..') return [createDiagnostic('PLX1007', { path }, location)];
  const stats = statSync(target);
  const fits = (stats.isFile() && expected !== 'folder') || (stats.isDirectory() && expected !== 'file');
  return fits ? [] : [createDiagnostic('PLX1008', { path, expected: `a ${expected}`, remedy: `name a ${expected}` }, location)];
}

// Looked up name by name, so that a file system that ignores case does not hide what another one will miss.
function findMissing(directory: string, path: string): string | undefined {
  let folder = directory;
  for (const name of path.split('/')) {
    const names = listNames(folder);
    if (!names.includes(name)) return suggestName(name, names);
    folder = join(folder, name);
  }
  return lstatSync(folder).isSymbolicLink() && statSync(folder, { throwIfNoEntry: false }) === undefined ? 'the link leads nowhere: mend it' : undefined;
}

function listNames(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
}

function suggestName(name: string, names: readonly string[]): string {
  const sameButCase = names.find((other) => other.toLowerCase() === name.toLowerCase());
  if (sameButCase !== undefined) return `write "${sameButCase}": upper and lower case count`;
  const similar = findSimilar(name, names);
  return similar === undefined ? 'create it, or correct the path' : `did you mean "${similar}"?`;
}
