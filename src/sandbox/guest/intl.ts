import { INTL_METHODS, LOCALE_METHODS, type IntlAnswer, type IntlRequest } from '../intl-request.ts';
import { compareSimple, isSimple } from './compare-simple.ts';
import { defineProperty, parse, stringify } from './primordials.ts';

type Ask = (...request: IntlRequest) => unknown;

const BOUND: readonly string[] = ['DateTimeFormat.format', 'NumberFormat.format', 'Collator.compare'];

/** Gives the plugin `Intl`, and values that tell the truth when they are asked for a language. */
export function defineIntl(format: (request: string) => string): void {
  const ask: Ask = (...request) => {
    const answer = parse(format(stringify(request))) as IntlAnswer;
    if ('value' in answer) return answer.value;
    throw answer.name === 'RangeError' ? new RangeError(answer.message) : new TypeError(answer.message);
  };
  const intl = {
    getCanonicalLocales: (locales?: unknown) => ask('Intl', locales ?? [], null, 'getCanonicalLocales', []),
    [Symbol.toStringTag]: 'Intl',
  };
  for (const [kind, methods] of Object.entries(INTL_METHODS)) define(intl, kind, createClass(kind, methods, ask));
  define(globalThis, 'Intl', intl);

  for (const name of LOCALE_METHODS.Date) define(Date.prototype, name, function (this: Date, locales?: unknown, options?: unknown) {
    return Number.isNaN(this.getTime()) ? 'Invalid Date' : ask('Date', locales, options, name, [this.getTime()]);
  });
  for (const { prototype } of [Number, BigInt]) define(prototype, 'toLocaleString', function (this: number | bigint, locales?: unknown, options?: unknown) {
    return ask('Number', locales, options, 'toLocaleString', [encode(this.valueOf())]);
  });
  for (const name of LOCALE_METHODS.String) {
    const plain = name === 'toLocaleUpperCase' ? 'toUpperCase' : 'toLowerCase';
    define(String.prototype, name, function (this: unknown, locales?: unknown) {
      const text = String(this);
      return locales === undefined ? text[plain]() : ask('String', locales, null, name, [text]);
    });
  }
  define(String.prototype, 'localeCompare', function (this: unknown, that: unknown, locales?: unknown, options?: unknown) {
    const [one, other] = [String(this), String(that)];
    // Sorting asks very often: what every language orders alike needs no answer from outside.
    if (locales === undefined && options === undefined && isSimple(one) && isSimple(other)) return compareSimple(one, other);
    return ask('Collator', locales, options, 'compare', [one, other]);
  });
}

function define(target: object, name: string, value: unknown): void {
  defineProperty(target, name, { value, writable: true, enumerable: false, configurable: true });
}

function createClass(kind: string, methods: readonly string[], ask: Ask): object {
  class Format {
    readonly #locales: unknown;
    readonly #options: unknown;

    constructor(locales?: unknown, options?: unknown) {
      this.#locales = locales;
      this.#options = options;
      ask(kind, locales, options, '', []);
    }

    static supportedLocalesOf(locales: unknown): unknown {
      return ask(kind, locales, null, 'supportedLocalesOf', []);
    }

    static readonly run = (format: Format, method: string, args: readonly unknown[]): unknown => {
      const given = kind === 'DateTimeFormat' && args.length === 0 && method.startsWith('format') ? [Date.now()] : args.map(encode);
      const answer = ask(kind, format.#locales, format.#options, method, given);
      return method === 'segment' ? (answer as readonly object[]).map((segment) => ({ ...segment, input: String(args[0]) })) : answer;
    };
  }
  const { run } = Format;
  Reflect.deleteProperty(Format, 'run');
  for (const method of methods) {
    if (BOUND.includes(`${kind}.${method}`)) {
      const get = function (this: Format): unknown {
        return (...args: readonly unknown[]) => run(this, method, args);
      };
      defineProperty(Format.prototype, method, { get, enumerable: false, configurable: true });
    } else {
      define(Format.prototype, method, function (this: Format, ...args: readonly unknown[]) {
        return run(this, method, args);
      });
    }
  }
  defineProperty(Format.prototype, Symbol.toStringTag, { value: `Intl.${kind}`, configurable: true });
  defineProperty(Format, 'name', { value: kind, configurable: true });
  // These may be called without `new`.
  return ['DateTimeFormat', 'NumberFormat', 'Collator'].includes(kind)
    ? new Proxy(Format, { apply: (target, _self, [locales, options]: readonly unknown[]) => new target(locales, options) })
    : Format;
}

// Dates go as numbers; numbers that JSON cannot hold go as text, which Intl reads exactly.
function encode(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) return Object.is(value, -0) ? '-0' : String(value);
  return typeof value === 'object' && value !== null && Symbol.iterator in value ? [...(value as Iterable<unknown>)] : value;
}
