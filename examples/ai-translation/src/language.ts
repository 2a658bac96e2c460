const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** The English name of a language; `undefined` when the code names none. */
export function nameLanguage(code: string): string | undefined {
  try {
    return names.of(code);
  } catch {
    // It is not even in the form of a code.
    return undefined;
  }
}
