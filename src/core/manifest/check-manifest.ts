import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { checkMeaning } from './checks/check-meaning.ts';
import { isObject } from './json-object.ts';
import { splitPointer } from './json-pointer.ts';
import type { Manifest } from './schema.ts';
import { checkShape } from './shape/check-shape.ts';
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
 * Checks everything about a manifest that can be known without its folder. All problems are found at once, each once: what
 * a field with the right shape says is judged even where another field is wrong.
 */
export function checkManifest(document: SourceDocument): CheckedManifest {
  const problems = checkShape(document);
  // A value that could not be kept stands as `null`: that it has the wrong type, too, is the same mistake.
  const reported = new Set(document.diagnostics.map(placeOf));
  const own = problems.map(({ diagnostic }) => diagnostic).filter((diagnostic) => !reported.has(placeOf(diagnostic)));
  const shape = [...document.diagnostics, ...own];
  if (!isObject(document.value)) return { diagnostics: shape };
  const broken = new Set(problems.map(({ pointer }) => splitPointer(pointer)[0]));
  // The type is a promise about the fields that are there: every other one may be absent.
  const sound = Object.fromEntries(Object.entries(document.value).filter(([field]) => !broken.has(field))) as unknown as Manifest;
  const diagnostics = sortDiagnostics([...shape, ...checkMeaning(sound, document)]);
  return hasErrors(shape) ? { sound, diagnostics } : { manifest: sound, sound, diagnostics };
}

function placeOf({ line, column }: Diagnostic): string {
  return `${line}:${column}`;
}
