import type { Diagnostic, SourceLocation } from '../diagnostics/diagnostic.ts';
import { createLineIndex } from './line-index.ts';
import { parentPointer } from './json-pointer.ts';

/** A parsed JSON or YAML file that knows where each of its values is written. */
export interface SourceDocument {
  /** The file, as diagnostics name it. */
  readonly file: string;
  readonly text: string;
  /** Plain JSON. Objects have no prototype, so that no key of the file means anything to the runtime. */
  readonly value: unknown;
  /** Problems that did not keep the file from being understood, such as a key that stands twice. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Finds the place of a value, or of its key.
   *
   * @param pointer - A JSON pointer (RFC 6901); where it leads nowhere, the nearest parent answers.
   */
  locate(pointer: string, part?: 'value' | 'key'): SourceLocation;
}

/** Where in the text a value and its key begin. */
export interface Offsets {
  readonly value: number;
  readonly key?: number;
}

/** How deep lists and objects may be inside one another. */
export const DEEPEST_NESTING = 64;

/** Makes a document of what a parser found. */
export function createSourceDocument(
  source: { readonly file: string; readonly text: string },
  parsed: { readonly value: unknown; readonly offsets: ReadonlyMap<string, Offsets>; readonly diagnostics: readonly Diagnostic[] },
): SourceDocument {
  const locateOffset = createLineIndex(source.text);
  return {
    ...source,
    value: parsed.value,
    diagnostics: parsed.diagnostics,
    locate(pointer, part = 'value') {
      let nearest = pointer;
      while (nearest !== '' && !parsed.offsets.has(nearest)) nearest = parentPointer(nearest);
      const { value = 0, key = value } = parsed.offsets.get(nearest) ?? {};
      return { file: source.file, ...locateOffset(part === 'key' && nearest === pointer ? key : value) };
    },
  };
}
