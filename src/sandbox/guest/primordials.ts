import type { NumberArray } from '../../../sdk/runtime-interface.ts';

// The built-in functions as they are before the plugin runs. Whatever it does to the global objects and prototypes
// afterwards, the prelude keeps calling these. They are read when the module is evaluated, and that is the point.

export const { parse, stringify } = JSON;
export const { apply, deleteProperty } = Reflect;
export const { create, defineProperty, freeze, keys, getOwnPropertyDescriptor } = Object;
export const { isArray } = Array;
export const toText = String;
export const NativeError = Error;
export const NativeTypeError = TypeError;
export const NativePromise = Promise;
export const NativeUint8Array = Uint8Array;

/** Makes a function of a method: its first argument is `this`. */
function uncurry<This, Args extends readonly unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
): (self: This, ...args: Args) => Result {
  return (self, ...args) => apply<This, Args, Result>(method, self, args);
}

/* eslint-disable @typescript-eslint/unbound-method -- each is called with its own `this` */
export const slice = uncurry(String.prototype.slice);
const typedArray = Object.getPrototypeOf(NativeUint8Array.prototype) as Uint8Array<ArrayBuffer>;
/** Puts bytes into others, at an index. */
export const copyInto = uncurry(typedArray.set as (this: Uint8Array, source: Uint8Array, start: number) => undefined);
/** What an array of numbers is made of, whatever it says itself; `undefined` for anything else. */
export const kindOf = readWith(typedArray, Symbol.toStringTag) as (value: unknown) => string | undefined;
export const lengthOf = readWith(typedArray, 'length') as (bytes: Uint8Array) => number;
export const bufferOf = readWith(typedArray, 'buffer') as <Buffer extends ArrayBufferLike>(bytes: { readonly buffer: Buffer }) => Buffer;
export const byteOffsetOf = readWith(typedArray, 'byteOffset') as (bytes: NumberArray) => number;
export const byteLengthOf = readWith(typedArray, 'byteLength') as (bytes: NumberArray) => number;
const stackGetter = getOwnPropertyDescriptor(NativeError.prototype, 'stack')?.get;

/** Makes a function of a getter. */
function readWith(prototype: object, name: string | symbol): (self: unknown) => unknown {
  const read = getOwnPropertyDescriptor(prototype, name)?.get;
  if (read === undefined) throw new NativeTypeError(`there is no ${toText(name)} to read`);
  return (self) => apply(read, self, []) as unknown;
}
/* eslint-enable */

/** The stack that the engine recorded; empty for what is no error, whatever the plugin calls its properties. */
export function readStack(error: unknown): string {
  if (stackGetter === undefined) return '';
  const stack: unknown = apply(stackGetter, error, []);
  return typeof stack === 'string' ? stack : '';
}

/** A record without a prototype: nobody can add to what is found in it. */
export function createRecord<Value>(): Record<string | number, Value> {
  return create(null) as Record<string | number, Value>;
}
