import { fail } from '../diagnostics/plexi-error.ts';
import { JsonReader } from '../json/json-reader.ts';
import { LIMITS } from './limits.ts';

/** How a JSON blob is called in a message, for example `manifest`. */
export type BlobName = 'index' | 'manifest' | 'config' | 'signature manifest' | 'signature';

/** Encodes a value in the one form this format has for it: what `JSON.stringify` writes, in UTF-8. */
export function encodeJson(value: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

/**
 * Decodes a JSON blob in its one form.
 *
 * `decode` picks out what it knows; `encode` writes that again. The result has to be the blob, byte
 * by byte: unknown and duplicate keys, another order, white space and odd escapes are all refused by
 * this one comparison, and two readers cannot see two different things in one blob.
 *
 * @throws {@link PlexiError} `PLX2034` when the blob has any other form.
 */
export function decodeJsonBlob<Value>(
  blob: BlobName,
  bytes: Uint8Array,
  decode: (json: JsonReader) => Value,
  encode: (value: Value) => Uint8Array,
): Value {
  const value = decode(new JsonReader(parseJson(blob, bytes), (problem) => fail('PLX2034', { blob, problem })));
  if (!Buffer.from(encode(value)).equals(bytes)) {
    fail('PLX2034', { blob, problem: 'it has keys, an order or white space that the format does not have' });
  }
  return value;
}

function parseJson(blob: BlobName, bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (depthOf(text) <= LIMITS.jsonDepth) return JSON.parse(text);
  } catch (error) {
    fail('PLX2034', { blob, problem: 'it is not JSON in UTF-8' }, { cause: error });
  }
  return fail('PLX2034', { blob, problem: `it is nested deeper than ${LIMITS.jsonDepth} levels` });
}

// Counted before parsing: code that walks a value recursively must never meet a million brackets.
// A loop, because a regular expression over a long text either backtracks or runs out of stack.
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inText) {
      if (character === '\\') at++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth--;
  }
  return deepest;
}
