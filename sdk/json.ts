import { encodeBytes } from './bytes.ts';
import type { JsonValue, Place } from './runtime-interface.ts';

/**
 * A type whose values survive the way to the host and back: itself where it is JSON, `never` where it is a function,
 * a `Date`, a `Map` or anything else that JSON cannot hold.
 *
 * It accepts interfaces, which TypeScript does not assign to {@link JsonValue}.
 */
export type JsonCompatible<Value> = Value extends JsonValue | Uint8Array
  ? Value
  : Value extends ((...args: never[]) => unknown) | bigint | symbol | undefined
    ? never
    : { readonly [Key in keyof Value]: Value[Key] extends infer Part ? (Part extends undefined ? undefined : JsonCompatible<Part>) : never };

/** What becomes of the parts of a value that JSON cannot hold. */
export interface JsonParts {
  /** Takes bytes, of which the JSON has `null`; where it is absent, they become Base64. */
  readonly attach?: (place: Place, bytes: Uint8Array) => void;
  /** Makes JSON of an async iterable; where it is absent, such a thing is refused. */
  readonly openStream?: (stream: AsyncIterable<unknown>) => JsonValue;
}

/**
 * Turns a value of the plugin into JSON, so that a mistake is reported where it was made and not as a changed value.
 *
 * Properties that are `undefined` are left out, as `JSON.stringify` does. Everything else that JSON cannot hold, and
 * that is none of the parts, is refused.
 *
 * @param value - Any value.
 * @param name - What the value is, for the message: `the result of onLoad`.
 * @returns A copy made of plain JSON.
 * @throws TypeError that names the part at fault: `the result of onLoad must be JSON, but .since is a Date`.
 */
export function toJson(value: unknown, name: string, { attach, openStream }: JsonParts = {}): JsonValue {
  // One list for the whole walk, which grows and shrinks: this runs for every frame of a call.
  const place: (string | number)[] = [];
  const parents: object[] = [];

  function copy(part: unknown): JsonValue {
    if (isScalar(part)) return part;
    if (typeof part === 'number') return refuse(String(part));
    if (typeof part !== 'object') return refuse(part === undefined ? 'undefined' : `a ${typeof part}`);
    if (part instanceof Uint8Array) return copyBytes(part);
    if (openStream !== undefined && isAsyncIterable(part)) return openStream(part);
    if (parents.includes(part)) return refuse('a part of itself');
    parents.push(part);
    const copied = Array.isArray(part) ? copyItems(part) : isPlain(part) ? copyMembers(part) : refuse(describeObject(part));
    parents.pop();
    return copied;
  }

  function copyBytes(bytes: Uint8Array): JsonValue {
    if (attach === undefined) return encodeBytes(bytes);
    attach([...place], bytes);
    return null;
  }

  function copyItems(items: readonly unknown[]): JsonValue {
    return Array.from(items, (item, index) => (isScalar(item) ? item : copyAt(index, item)));
  }

  function copyMembers(members: object): JsonValue {
    // Without a prototype even a key `__proto__` is a property like any other.
    const copied = Object.create(null) as Record<string, JsonValue>;
    for (const key of Object.keys(members)) {
      const member = (members as Readonly<Record<string, unknown>>)[key];
      if (member !== undefined) copied[key] = isScalar(member) ? member : copyAt(key, member);
    }
    return copied;
  }

  function copyAt(key: string | number, part: unknown): JsonValue {
    place.push(key);
    const copied = copy(part);
    place.pop();
    return copied;
  }

  function refuse(found: string): never {
    const path = place.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
    throw new TypeError(`${name} must be JSON, but ${path === '' ? 'it' : path} is ${found}`);
  }

  return copy(value);
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return typeof value === 'string' || value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value;
}

function describeObject(value: object): string {
  return `a ${value.constructor.name || 'class instance'}`;
}
