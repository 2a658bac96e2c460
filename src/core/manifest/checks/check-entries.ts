import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../../diagnostics/plexi-error.ts';
import { listEntryPoints } from '../entry-points.ts';
import { formatPointer } from '../json-pointer.ts';
import type { Manifest } from '../schema.ts';
import type { SourceDocument } from '../source-document.ts';

/** Says what is wrong with entry points and kinds together: none named, a kind that `type` leaves out, one entry twice. */
export function checkEntries(manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  return [...checkPresence(document), ...checkKinds(manifest, document), ...checkRepetitions(manifest, document)];
}

// What is written counts, also where its shape is wrong or its name is another guide's: that was reported already.
const ENTRY_FIELDS = ['entry_point', 'entry_points', 'main', 'main_module'];
const KIND_FIELDS = ['type', 'plugin_type', 'kind'];

function checkPresence(document: SourceDocument): readonly Diagnostic[] {
  const has = (field: string): boolean => Object.hasOwn(document.value as object, field);
  if (!ENTRY_FIELDS.some(has)) return [createDiagnostic('PLX1111', {}, document.locate(''))];
  const needsKind = has('entry_point') && !KIND_FIELDS.some(has);
  return needsKind ? [createDiagnostic('PLX1112', {}, document.locate('/entry_point', 'key'))] : [];
}

function checkKinds(manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  const { type } = manifest;
  if (type === undefined) return [];
  const declared: readonly string[] = typeof type === 'string' ? [type] : type;
  return listEntryPoints(manifest)
    .filter(({ kind }) => !declared.includes(kind))
    .map(({ entry, kind, pointer }) => createDiagnostic('PLX1120', { entry, kind }, document.locate(pointer)));
}

// Twice in one list is reported with the shape; here one entry stands in two places.
function checkRepetitions(manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  const entries = listEntryPoints(manifest);
  return entries.flatMap(({ entry, pointer }, index) => {
    const first = entries.findIndex((other) => other.entry === entry);
    const list = (of: string): string => of.split('/').slice(0, 3).join('/');
    if (first === index || list(entries[first]?.pointer ?? '') === list(pointer)) return [];
    return [createDiagnostic('PLX1125', { path: formatPointer(list(pointer)), item: JSON.stringify(entry) }, document.locate(pointer))];
  });
}
