import type { PluginFailure } from '../../sandbox/engine.ts';

// Nobody throws these to say something to a caller: a name that is not there, JSON or a pattern that cannot be read.
const NEVER_MEANT: ReadonlySet<string> = new Set(['ReferenceError', 'SyntaxError', 'URIError', 'InternalError']);

// As the interpreter of the sandbox words them. Authors throw errors of these two types as well: with words of their own.
const MISTAKES: Readonly<Record<string, RegExp>> = {
  TypeError: /^(?:cannot (?:read|set|delete) property|not a function$|not an object$|value is not iterable$|invalid '\w+' |cannot convert |'\w+' is read-only$|empty array$|circular reference$|class constructors must|bigint are forbidden|object is not extensible)/i,
  RangeError: /^(?:maximum call stack|invalid array (?:length|index)|invalid repeat count|invalid number of digits|date value is nan|bad normalization form|cannot convert to bigint)/i,
};

/** Whether what a hook threw is a mistake in its code, and not something that it had to say. */
export function isMistake({ name, message }: PluginFailure): boolean {
  return NEVER_MEANT.has(name) || MISTAKES[name]?.test(message) === true;
}
