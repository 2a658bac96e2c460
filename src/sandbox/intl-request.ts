/** One question about languages: the guest asks, the worker's own `Intl` answers. Both are JSON. */
export type IntlRequest = readonly [kind: string, locales: unknown, options: unknown, method: string, args: readonly unknown[]];

/** What comes back. */
export type IntlAnswer = { readonly value: unknown } | { readonly name: string; readonly message: string };

/** The classes of `Intl` that plugins have, each with its methods. */
export const INTL_METHODS = {
  Collator: ['compare', 'resolvedOptions'],
  DateTimeFormat: ['format', 'formatToParts', 'formatRange', 'formatRangeToParts', 'resolvedOptions'],
  DisplayNames: ['of', 'resolvedOptions'],
  ListFormat: ['format', 'formatToParts', 'resolvedOptions'],
  NumberFormat: ['format', 'formatToParts', 'formatRange', 'formatRangeToParts', 'resolvedOptions'],
  PluralRules: ['select', 'selectRange', 'resolvedOptions'],
  RelativeTimeFormat: ['format', 'formatToParts', 'resolvedOptions'],
  Segmenter: ['segment', 'resolvedOptions'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Methods of values that follow a language. */
export const LOCALE_METHODS = {
  Date: ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'],
  Number: ['toLocaleString'],
  String: ['toLocaleUpperCase', 'toLocaleLowerCase'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
