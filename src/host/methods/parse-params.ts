import type { BoundaryValue, JsonValue } from '../../../sdk/runtime-interface.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import { isJson } from '../extension-points/shape.ts';

/** Reads one parameter of a host method; `undefined` where the plugin gave none. */
export type ParamParser<Value> = (value: BoundaryValue | undefined, name: string) => Value;

/** The parameters of a host method, by name. */
export type ParamParsers = Readonly<Record<string, ParamParser<unknown>>>;

/** What parsers make of parameters. */
export type Parsed<Parsers extends ParamParsers> = { readonly [Name in keyof Parsers]: ReturnType<Parsers[Name]> };

/**
 * Reads the parameters of a host method. They come from a plugin and may be anything that crosses.
 *
 * @throws {@link HostCallError} `INVALID_ARGUMENT` that names the parameter.
 */
export function parseParams<const Parsers extends ParamParsers>(parsers: Parsers, params: BoundaryValue): Parsed<Parsers> {
  if (!isObject(params)) refuse('the parameters must be an object');
  const unknown = Object.keys(params).find((name) => !Object.hasOwn(parsers, name));
  if (unknown !== undefined) refuse(`there is no parameter "${unknown}"; the parameters are ${Object.keys(parsers).join(', ')}`);
  const values = Object.entries(parsers).map(([name, parse]) => [name, parse(Object.hasOwn(params, name) ? params[name] : undefined, name)]);
  return Object.fromEntries(values) as Parsed<Parsers>;
}

/** A text of so many UTF-16 units. */
export function text({ min = 1, max }: { readonly min?: number; readonly max: number }): ParamParser<string> {
  return (value, name) => {
    if (typeof value !== 'string') refuse(`${name} must be a text`);
    if (value.length < min || value.length > max) refuse(`${name} must have ${min} to ${max} characters, not ${value.length}`);
    // A lone surrogate is no character: it would change on its way into a file or a database.
    return /\p{Surrogate}/u.test(value) ? refuse(`${name} holds half of a surrogate pair`) : value;
  };
}

/** A whole number between two others. */
export function integer({ min, max }: { readonly min: number; readonly max: number }): ParamParser<number> {
  return (value, name) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    return refuse(`${name} must be a whole number from ${min} to ${max}`);
  };
}

/** A number between two others. */
export function number({ min, max }: { readonly min: number; readonly max: number }): ParamParser<number> {
  return (value, name) => (typeof value === 'number' && value >= min && value <= max ? value : refuse(`${name} must be a number from ${min} to ${max}`));
}

/** True or false. */
export const boolean: ParamParser<boolean> = (value, name) => (typeof value === 'boolean' ? value : refuse(`${name} must be true or false`));

/** One of a few words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): ParamParser<Word> {
  return (value, name) => words.find((word) => word === value) ?? refuse(`${name} must be ${words.map((word) => `"${word}"`).join(' or ')}`);
}

/** A list of so many items at most. */
export function list<Item>(parse: ParamParser<Item>, { max }: { readonly max: number }): ParamParser<readonly Item[]> {
  return (value, name) => {
    if (!Array.isArray(value)) return refuse(`${name} must be a list`);
    const items = value as readonly BoundaryValue[];
    if (items.length > max) return refuse(`${name} has ${items.length} items, and ${max} are allowed`);
    return items.map((item, index) => parse(item, `${name}[${index}]`));
  };
}

/** Bytes. */
export const bytes: ParamParser<Uint8Array> = (value, name) => (value instanceof Uint8Array ? value : refuse(`${name} must be bytes`));

/** Whatever crosses, bytes included. */
export const data: ParamParser<BoundaryValue> = (value, name) => (value === undefined ? refuse(`${name} is missing`) : value);

/** Any JSON that is there. */
export const json: ParamParser<JsonValue> = (value, name) => {
  const given = data(value, name);
  return isJson(given) ? given : refuse(`${name} must be JSON, without bytes`);
};

/** A parameter that may be left out. */
export function optional<Value>(parse: ParamParser<Value>): ParamParser<Value | undefined> {
  return (value, name) => (value === undefined ? undefined : parse(value, name));
}

function isObject(value: BoundaryValue): value is Readonly<Record<string, BoundaryValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function refuse(problem: string): never {
  throw new HostCallError('INVALID_ARGUMENT', problem);
}
