import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { PluginResult } from '../boundary.ts';

/** Where a value is, and what happens when it has the wrong shape. */
export interface Place {
  /** From the outermost value, for example `.toolCalls[0].name`; empty there. */
  readonly path: string;
  readonly refuse: (problem: string) => never;
}

/** Reads one value that came from a plugin; `undefined` where there is none. */
export type Shape<Value> = (value: PluginResult | undefined, place: Place) => Value;

/** What a shape makes of a value. */
export type Shaped<Of extends Shape<unknown>> = ReturnType<Of>;

type Shapes = Readonly<Record<string, Shape<unknown>>>;

type OptionalNames<Of extends Shapes> = { [Name in keyof Of]: undefined extends Shaped<Of[Name]> ? Name : never }[keyof Of];

type ShapedObject<Of extends Shapes> = { readonly [Name in Exclude<keyof Of, OptionalNames<Of>>]: Shaped<Of[Name]> } & {
  readonly [Name in OptionalNames<Of>]?: Exclude<Shaped<Of[Name]>, undefined>;
};

/** A text of so many UTF-16 units, where given: of a pattern. */
export function text({ min = 0, max, pattern, called = 'a text' }: { readonly min?: number; readonly max: number; readonly pattern?: RegExp; readonly called?: string }): Shape<string> {
  return (value, place) => {
    if (typeof value !== 'string') return misfit(place, called);
    if (value.length < min || value.length > max) return misfit(place, `a text of ${min} to ${max} characters`);
    return pattern === undefined || pattern.test(value) ? value : misfit(place, called);
  };
}

/** A number in a range. */
export function number({ min = -Infinity, max = Infinity, whole = false }: { readonly min?: number; readonly max?: number; readonly whole?: boolean } = {}): Shape<number> {
  return (value, place) => {
    const fits = typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
    return fits ? value : misfit(place, `a ${whole ? 'whole ' : ''}number from ${min} to ${max}`);
  };
}

/** `true` or `false`. */
export const flag: Shape<boolean> = (value, place) => (typeof value === 'boolean' ? value : misfit(place, 'true or false'));

/** One of some texts. */
export function oneOf<const Text extends string>(...texts: readonly Text[]): Shape<Text> {
  return (value, place) => texts.find((each) => each === value) ?? misfit(place, texts.map((each) => `"${each}"`).join(' or '));
}

/** Any JSON: no bytes and no streams inside. */
export const json: Shape<JsonValue> = (value, place) => (value === undefined || !isJson(value) ? misfit(place, 'JSON') : value);

/** A JSON object. */
export const jsonObject: Shape<Readonly<Record<string, JsonValue>>> = (value, place) =>
  isRecord(value) && isJson(value) ? value : misfit(place, 'an object of JSON');

/** A list of at most so many. */
export function list<Item>(item: Shape<Item>, max: number): Shape<readonly Item[]> {
  return (value, place) => {
    if (!Array.isArray(value)) return misfit(place, 'a list');
    const items = value as readonly PluginResult[];
    if (items.length > max) return misfit(place, `a list of at most ${max}`);
    return items.map((each, at) => item(each, below(place, `[${at}]`)));
  };
}

/** An object with these fields; others are left out, so that plugins of tomorrow can say more. */
export function object<const Of extends Shapes>(shapes: Of): Shape<ShapedObject<Of>> {
  return (value, place) => {
    if (!isRecord(value)) return misfit(place, 'an object');
    const fields = Object.entries(shapes).map(([name, shape]) => [name, shape(Object.hasOwn(value, name) ? value[name] : undefined, below(place, `.${name}`))] as const);
    return Object.fromEntries(fields.filter(([, field]) => field !== undefined)) as ShapedObject<Of>;
  };
}

/** An object of at most so many values of one shape, under any names. */
export function record<Value>(item: Shape<Value>, max: number): Shape<Readonly<Record<string, Value>>> {
  return (value, place) => {
    if (!isRecord(value)) return misfit(place, 'an object');
    const entries = Object.entries(value);
    if (entries.length > max) return misfit(place, `an object of at most ${max} names`);
    return Object.fromEntries(entries.map(([name, each]) => [name, item(each, below(place, `.${name}`))]));
  };
}

/** Something that may be left out. */
export function optional<Value>(shape: Shape<Value>): Shape<Value | undefined> {
  return (value, place) => (value === undefined ? undefined : shape(value, place));
}

/** Whether a result of a plugin is an object that is neither a list, bytes nor a stream. */
export function isRecord(value: PluginResult | undefined): value is { readonly [key: string]: PluginResult } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array) && !isStream(value);
}

/** Whether a result of a plugin is a stream. */
export function isStream(value: PluginResult | undefined): value is AsyncIterable<PluginResult> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Whether a value holds neither bytes nor streams. */
export function isJson(value: PluginResult): value is JsonValue {
  if (typeof value !== 'object' || value === null) return true;
  if (value instanceof Uint8Array || isStream(value)) return false;
  return Object.values(value as Readonly<Record<string, PluginResult>>).every(isJson);
}

function below({ path, refuse }: Place, step: string): Place {
  return { path: path + step, refuse };
}

function misfit({ path, refuse }: Place, expected: string): never {
  return refuse(`${path === '' ? 'it' : path} must be ${expected}`);
}
