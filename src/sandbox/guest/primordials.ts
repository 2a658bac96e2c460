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

/** Makes a function of a method: its first argument is `this`. */
function uncurry<This, Args extends readonly unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
): (self: This, ...args: Args) => Result {
  return (self, ...args) => apply<This, Args, Result>(method, self, args);
}

/* eslint-disable @typescript-eslint/unbound-method -- each is called with its own `this` */
export const slice = uncurry(String.prototype.slice);
const stackGetter = getOwnPropertyDescriptor(NativeError.prototype, 'stack')?.get;
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
