import { parentPointer } from './json-pointer.ts';
import { createLineIndex } from './line-index.ts';
import type { SourceDocument } from './source-document.ts';

/** Where one value of a document is written: offsets in its text. */
export interface Place {
  readonly value: number;
  /** Where its key is, in an object. */
  readonly key?: number;
}

/** What a parser found in a text. */
export interface ParsedText {
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
  /** By JSON pointer. */
  readonly places: ReadonlyMap<string, Place>;
}

/** How deep values may be nested: more than a manifest or a settings schema ever needs. */
export const DEEPEST = 64;

/** Makes a document that knows the places of its values. */
export function createDocument({ file, text, value, places }: ParsedText): SourceDocument {
  const locateOffset = createLineIndex(text);
  return {
    file,
    text,
    value,
    locate(pointer, part = 'value') {
      const place = findPlace(places, pointer);
      const offset = part === 'key' ? (place.key ?? place.value) : place.value;
      return { file, ...locateOffset(offset) };
    },
  };
}

function findPlace(places: ReadonlyMap<string, Place>, pointer: string): Place {
  const place = places.get(pointer);
  if (place !== undefined) return place;
  return pointer === '' ? { value: 0 } : findPlace(places, parentPointer(pointer));
}
