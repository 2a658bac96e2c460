import parseSpdx from 'spdx-expression-parse';
import spdxIds from 'spdx-license-ids/index.json' with { type: 'json' };
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { findSimilar } from '../diagnostics/find-similar.ts';
import { createDiagnostic } from '../diagnostics/plexi-error.ts';
import { checkPermissions } from '../permissions/check-permissions.ts';
import { checkShape } from './check-shape.ts';
import { listEntryPoints } from './entry-points.ts';
import { parseHostRange } from './host-version.ts';
import type { Manifest } from './schema.ts';
import type { SourceDocument } from './source-document.ts';

/** A manifest that was checked. */
export interface CheckedManifest {
  /** Absent when it has the wrong shape. */
  readonly manifest?: Manifest;
  /** The fields that have the right shape; absent when it is no object. */
  readonly sound?: Manifest;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks everything about a manifest that can be known without its folder. All problems are found at once: what a field
 * with the right shape says is judged even where another field is wrong.
 */
export function checkManifest(document: SourceDocument): CheckedManifest {
  const { sound, diagnostics: shape } = checkShape(document);
  if (sound === undefined) return { diagnostics: shape };
  const meaning = CHECKS.flatMap((check) => check(sound, document));
  const diagnostics = [...shape, ...meaning];
  return hasErrors(shape) ? { sound, diagnostics } : { manifest: sound, sound, diagnostics };
}

type Check = (manifest: Manifest, document: SourceDocument) => readonly Diagnostic[];

const CHECKS: readonly Check[] = [checkEntryPoints, checkKinds, checkLicense, checkHostRanges, checkSynonyms, checkPermissions];

function checkEntryPoints(_manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  // What is written counts, also where its shape is wrong: that was reported already.
  const fields = document.value as Readonly<Record<string, unknown>>;
  const named = ['entry_point', 'entry_points', 'main', 'main_module'].some((field) => Object.hasOwn(fields, field));
  return named ? [] : [createDiagnostic('PLX1111', {}, document.locate(''))];
}

function checkKinds(manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  const { type, entry_point: entryPoint } = manifest;
  if (type === undefined) {
    const isWritten = ['type', 'plugin_type'].some((field) => Object.hasOwn(document.value as object, field));
    return entryPoint === undefined || isWritten ? [] : [createDiagnostic('PLX1112', {}, document.locate('/entry_point', 'key'))];
  }
  const declared: readonly string[] = typeof type === 'string' ? [type] : type;
  return listEntryPoints(manifest)
    .filter(({ kind }) => !declared.includes(kind))
    .map(({ entry, kind, pointer }) => createDiagnostic('PLX1120', { entry, kind }, document.locate(pointer)));
}

function checkLicense({ license }: Manifest, document: SourceDocument): readonly Diagnostic[] {
  if (license === undefined || license === 'UNLICENSED' || /^SEE LICENSE IN \S/.test(license)) return [];
  try {
    parseSpdx(license);
    return [];
  } catch {
    const similar = findSimilar(license, spdxIds);
    const suggestion = similar === undefined ? '' : `did you mean "${similar}"? `;
    return [createDiagnostic('PLX1113', { license, suggestion }, document.locate('/license'))];
  }
}

function checkHostRanges(manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  const { plexichat_version: range, min_plexichat_version: oldest } = manifest;
  const fields = [
    { pointer: '/plexichat_version', text: range, range },
    { pointer: '/min_plexichat_version', text: oldest, range: oldest === undefined ? undefined : `>=${oldest}` },
  ];
  return fields.flatMap(({ pointer, text, range: parsed }) =>
    text === undefined || parsed === undefined || parseHostRange(parsed) !== undefined
      ? []
      : [createDiagnostic('PLX1114', { range: text }, document.locate(pointer))],
  );
}

const SYNONYMS = [
  ['settings_schema', 'config_schema'],
  ['plexichat_version', 'min_plexichat_version'],
] as const;

function checkSynonyms(manifest: Manifest, document: SourceDocument): readonly Diagnostic[] {
  return SYNONYMS.filter(([first, second]) => manifest[first] !== undefined && manifest[second] !== undefined).map(
    ([first, second]) => createDiagnostic('PLX1115', { first, second }, document.locate(`/${second}`, 'key')),
  );
}
