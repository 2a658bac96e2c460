import { encodeBytes } from './bytes.ts';
import type { JsonValue } from './runtime-interface.ts';

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

/**
 * Turns a value of the plugin into JSON, so that a mistake is reported where it was made and not as a changed value.
 *
 * Properties that are `undefined` are left out, as `JSON.stringify` does; bytes become their mark. Everything else that
 * JSON cannot hold is refused.
 *
 * @param value - Any value.
 * @param name - What the value is, for the message: `the result of onLoad`.
 * @param openStream - Makes JSON of an async iterable; where it is absent, such a thing is refused.
 * @returns A copy made of plain JSON.
 * @throws TypeError that names the part at fault: `the result of onLoad must be JSON, but .since is a Date`.
 */
export function toJson(value: unknown, name: string, openStream?: (stream: AsyncIterable<unknown>) => JsonValue): JsonValue {
  return copy(value, { name, path: '', parents: [], openStream });
}

interface Place {
  readonly name: string;
  readonly path: string;
  readonly parents: readonly object[];
  readonly openStream: ((stream: AsyncIterable<unknown>) => JsonValue) | undefined;
}

function copy(value: unknown, place: Place): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : refuse(String(value), place);
  if (typeof value !== 'object') return refuse(value === undefined ? 'undefined' : `a ${typeof value}`, place);
  if (place.parents.includes(value)) return refuse('a part of itself', place);
  const parents = [...place.parents, value];
  if (Array.isArray(value)) return Array.from(value, (item, index) => copy(item, { ...place, path: `${place.path}[${index}]`, parents }));
  if (value instanceof Uint8Array) return encodeBytes(value);
  if (place.openStream !== undefined && isAsyncIterable(value)) return place.openStream(value);
  if (!isPlain(value)) return refuse(describeObject(value), place);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, copy(item, { ...place, path: `${place.path}.${key}`, parents })]),
  );
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

function refuse(found: string, { name, path }: Place): never {
  throw new TypeError(`${name} must be JSON, but ${path === '' ? 'it' : path} is ${found}`);
}
