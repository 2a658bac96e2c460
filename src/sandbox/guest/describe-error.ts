import { LONGEST_STACK, LONGEST_TEXT } from '../text-limits.ts';
import { readStack, slice, stringify, toText } from './primordials.ts';

/**
 * Describes what was thrown, as JSON of a `GuestFailure`.
 *
 * Anything can be thrown: reading it may run the plugin's getters, which may throw again.
 */
export function describeError(error: unknown): string {
  const isObject = (typeof error === 'object' && error !== null) || typeof error === 'function';
  return stringify({
    // `toJSON` would be looked up in the prototype, and the plugin may have put one there.
    __proto__: null,
    name: isObject ? readText(error, 'name') : '',
    message: isObject ? readText(error, 'message') : toShortText(error),
    code: isObject ? readText(error, 'code') : '',
    retryAfterMs: isObject ? readNumber(error, 'retryAfterMs') : undefined,
    stack: slice(readStacks(error), 0, LONGEST_STACK),
  });
}

// A refused host call is thrown again by the SDK, after an `await`: only its cause was made where the plugin called.
function readStacks(error: unknown): string {
  const own = tryTo(() => readStack(error), '');
  return own + tryTo(() => readStack((error as Readonly<Record<string, unknown>>)['cause']), '');
}

function readText(error: object, key: string): string {
  return tryTo(() => {
    const value: unknown = (error as Readonly<Record<string, unknown>>)[key];
    return typeof value === 'string' ? slice(value, 0, LONGEST_TEXT) : '';
  }, '');
}

function readNumber(error: object, key: string): number | undefined {
  return tryTo(() => {
    const value: unknown = (error as Readonly<Record<string, unknown>>)[key];
    return typeof value === 'number' ? value : undefined;
  }, undefined);
}

function toShortText(value: unknown): string {
  return slice(toText(value), 0, LONGEST_TEXT);
}

function tryTo<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
