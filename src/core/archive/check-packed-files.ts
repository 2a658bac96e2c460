import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../diagnostics/plexi-error.ts';
import { findCollisions, refuseEntryPath } from './entry-path.ts';
import { LIMITS } from './limits.ts';
import { knownSizeOf, type PackedFile } from './packed-file.ts';
import { fitsTarHeader } from './tar.ts';

/** Checks that an archive can hold these files; says of each one why not. */
export function checkPackedFiles(files: readonly PackedFile[]): readonly Diagnostic[] {
  const paths = files.map(({ path }) => path);
  return [
    ...paths.flatMap(checkPath),
    ...findCollisions(paths).map(({ first, second }) => createDiagnostic('PLX2003', { first, second })),
    ...checkAmounts(files),
  ];
}

function checkPath(path: string): Diagnostic[] {
  const reason = refuseEntryPath(path);
  if (reason !== undefined) return [createDiagnostic('PLX2002', { path, reason })];
  return fitsTarHeader(path) ? [] : [createDiagnostic('PLX2001', { path })];
}

function checkAmounts(files: readonly PackedFile[]): Diagnostic[] {
  const bytes = files.reduce((sum, file) => sum + knownSizeOf(file), 0);
  return [
    ...(files.length > LIMITS.files ? [createDiagnostic('PLX2011', { what: `${files.length} files`, limit: LIMITS.files })] : []),
    ...(bytes > LIMITS.contentBytes ? [createDiagnostic('PLX2011', { what: `${bytes} bytes`, limit: LIMITS.contentBytes })] : []),
  ];
}
