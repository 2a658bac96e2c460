import { INTL_METHODS, LOCALE_METHODS, type IntlAnswer, type IntlRequest } from '../intl-request.ts';

// What the machine speaks and where it stands is nobody's business, and would make plugins behave differently on each.
const DEFAULT_LOCALE = 'en-US';
const DEFAULT_ZONE = 'UTC';
/** Formats are large, and outside of the plugin's own memory: so many are kept. */
const MOST_FORMATS = 32;
const LONGEST_REQUEST = 100_000;

type Format = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
type FormatClass = (new (locales: unknown, options: unknown) => Format) & { supportedLocalesOf(locales: unknown): readonly string[] };

/**
 * Makes the function that answers a guest's questions about languages, time zones and plurals.
 *
 * Text goes in and text comes out; names are looked up in tables of ours, so that nothing but these methods is reached.
 */
export function createIntlAnswerer(): (request: string) => string {
  const formats = new Map<string, Format>();

  function open(kind: string, locales: unknown, options: unknown): Format {
    const key = JSON.stringify([kind, locales, options]);
    const format = formats.get(key) ?? new (readClass(kind))(locales ?? DEFAULT_LOCALE, withZone(kind, options));
    formats.delete(key);
    formats.set(key, format);
    const [oldest] = formats.keys();
    if (formats.size > MOST_FORMATS && oldest !== undefined) formats.delete(oldest);
    return format;
  }

  function answer([kind, locales, options, method, args]: IntlRequest): unknown {
    // A number that JSON cannot hold comes as text, and Intl reads it as exactly that number.
    if (kind === 'Number') return open('NumberFormat', locales, options)['format']?.(...args);
    if (has(LOCALE_METHODS, kind, method)) return formatValue(kind, locales, options, method, args);
    if (method === 'getCanonicalLocales') return Intl.getCanonicalLocales(locales as string[]);
    if (method === 'supportedLocalesOf' && Object.hasOwn(INTL_METHODS, kind)) return readClass(kind).supportedLocalesOf(locales ?? []);
    if (method !== '' && !has(INTL_METHODS, kind, method)) throw new TypeError(`Intl.${kind} has no ${method} here`);
    const format = open(kind, locales, options);
    // A new format says at once what is wrong with its options.
    if (method === '') return null;
    const value = format[method]?.(...args);
    return method === 'segment' ? listSegments(value as Iterable<Intl.SegmentData>) : value;
  }

  return (request) => {
    try {
      if (request.length > LONGEST_REQUEST) throw new RangeError(`Intl takes texts of at most ${LONGEST_REQUEST} characters here`);
      return JSON.stringify({ value: answer(JSON.parse(request) as IntlRequest) } satisfies IntlAnswer);
    } catch (error) {
      const { name, message } = error as Error;
      return JSON.stringify({ name, message } satisfies IntlAnswer);
    }
  };
}

// Each segment has the whole text with it: written as JSON, that would be a square of the text.
function listSegments(segments: Iterable<Intl.SegmentData>): readonly Omit<Intl.SegmentData, 'input'>[] {
  return Array.from(segments, ({ segment, index, isWordLike }) => (isWordLike === undefined ? { segment, index } : { segment, index, isWordLike }));
}

function has(table: Readonly<Record<string, readonly string[]>>, kind: string, method: string): boolean {
  return Object.hasOwn(table, kind) && (table[kind]?.includes(method) ?? false);
}

function readClass(kind: string): FormatClass {
  if (!Object.hasOwn(INTL_METHODS, kind)) throw new TypeError(`there is no Intl.${kind} here`);
  return (Intl as unknown as Readonly<Record<string, FormatClass>>)[kind] as FormatClass;
}

function withZone(kind: string, options: unknown): unknown {
  return kind === 'DateTimeFormat' || kind === 'Date' ? { timeZone: DEFAULT_ZONE, ...(options as object | null) } : (options ?? undefined);
}

function formatValue(kind: string, locales: unknown, options: unknown, method: string, [value]: readonly unknown[]): unknown {
  const language = locales ?? DEFAULT_LOCALE;
  if (kind === 'Date') return (new Date(value as number) as unknown as Format)[method]?.(language, withZone(kind, options));
  return (new String(value) as unknown as Format)[method]?.(language);
}
