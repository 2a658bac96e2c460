import type { BinaryExpression, Literal, NewExpression, ObjectExpression, TemplateLiteral } from 'acorn';
import { isFunction, type ClassLike, type FunctionLike } from './syntax.ts';

/**
 * What a value may be: `host` is the object with all capabilities, `given` what the SDK hands to a function, which is that
 * object or data, `service:NAME` a capability, `given:NAME` a capability or data of that name, `sdk:NAME` something that the
 * SDK exports. `other` can be none of these.
 */
export type Origin = 'host' | 'given' | 'other' | 'unknown' | `service:${string}` | `given:${string}` | `sdk:${string}` | FunctionLike | ClassLike | ObjectExpression | Instance | TextNode;

/** Something that makes a text, or an address of one. */
export type TextNode = Literal | TemplateLiteral | BinaryExpression | NewExpression;

/** An object that a class of the bundle has made. */
export interface Instance {
  readonly type: 'Instance';
  readonly of: ClassLike;
}

export type Origins = ReadonlySet<Origin>;

/** Always `null` or `undefined`, or never reached. */
export const NOTHING: Origins = new Set();
export const OTHER: Origins = new Set(['other']);
export const UNKNOWN: Origins = new Set(['unknown']);
export const HOST: Origins = new Set(['host']);

const TEXTS: ReadonlySet<string> = new Set(['Literal', 'TemplateLiteral', 'BinaryExpression', 'NewExpression']);

/** What of an address is the address itself: `url.href`, `url.toString()`, and a request's `url`. */
export const ADDRESSES: readonly string[] = ['href', 'toString', 'url'];

const SERVICE = /^(?:service|given):(.+)$/;

/** The capability that a value is, or looks like. */
export function readService(origin: Origin): string | undefined {
  return typeof origin === 'string' ? SERVICE.exec(origin)?.[1] : undefined;
}

/** Whether a value is a text that the bundle makes. */
export function isText(origin: Origin): origin is TextNode {
  return typeof origin !== 'string' && TEXTS.has(origin.type);
}

/** The functions that a value may be. */
export function functionsOf(origins: Origins): readonly FunctionLike[] {
  return [...origins].filter((origin) => typeof origin !== 'string' && isFunction(origin));
}

/** Whether a value is a function of the SDK that hands capabilities to the functions it takes; timers and streams hand on what they are given. */
export function isTaker(origin: Origin): boolean {
  return typeof origin === 'string' && /^sdk:(?:define|add|register)/.test(origin);
}

/** Of what nobody knows which part it is: data stays data. */
export function loosen(origins: Origins): Origins {
  return [...origins].every((origin) => origin === 'other' || origin === 'given') ? (origins.size === 0 ? NOTHING : OTHER) : UNKNOWN;
}

/** What is one of several values. */
export function union(sets: readonly Origins[]): Origins {
  const [first, ...more] = sets;
  if (first === undefined) return NOTHING;
  return more.length === 0 ? first : new Set(sets.flatMap((set) => [...set]));
}
