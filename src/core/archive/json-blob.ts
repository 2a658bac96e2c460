import { fail } from '../diagnostics/plexi-error.ts';
import { LIMITS } from './limits.ts';

/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

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
  const value = decode(new JsonReader(blob, parseJson(blob, bytes), ''));
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

/** Walks parsed JSON and refuses, by name, whatever is not of the expected type. */
export class JsonReader {
  readonly #blob: BlobName;
  readonly #value: unknown;
  readonly #path: string;

  constructor(blob: BlobName, value: unknown, path: string) {
    this.#blob = blob;
    this.#value = value;
    this.#path = path;
  }

  /** The value of a key; reading goes on even when it is absent, and then refuses. */
  at(key: string): JsonReader {
    const object = this.object();
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    return new JsonReader(this.#blob, value, this.#path === '' ? key : `${this.#path}.${key}`);
  }

  /** The value of a key that may be absent. */
  optional(key: string): JsonReader | undefined {
    return Object.hasOwn(this.object(), key) ? this.at(key) : undefined;
  }

  object(): JsonObject {
    const value = this.#value;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : this.refuse('an object');
  }

  list(): readonly JsonReader[] {
    const value: unknown = this.#value;
    if (!Array.isArray(value)) return this.refuse('a list');
    return value.map((item: unknown, index) => new JsonReader(this.#blob, item, `${this.#path}[${index}]`));
  }

  text(): string {
    return typeof this.#value === 'string' ? this.#value : this.refuse('a text');
  }

  /** A whole number from 0 to `most`. */
  count(most: number): number {
    const value = this.#value;
    return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most ? (value as number) : this.refuse(`a whole number up to ${most}`);
  }

  /** One of some texts or numbers. */
  oneOf<const Value extends string | number>(...values: readonly Value[]): Value {
    return values.find((value) => value === this.#value) ?? this.refuse(values.map((value) => JSON.stringify(value)).join(' or '));
  }

  /** A text of some form. */
  matching<Text extends string>(is: (value: unknown) => value is Text, expected: string): Text {
    return is(this.#value) ? this.#value : this.refuse(expected);
  }

  refuse(expected: string): never {
    return fail('PLX2034', { blob: this.#blob, problem: `"${this.#path}" is not ${expected}` });
  }
}
