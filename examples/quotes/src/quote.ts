/** What somebody once said. */
export interface Quote {
  readonly text: string;
  readonly author: string;
}

/** Understands `TEXT — AUTHOR`, also with one or two hyphens; `undefined` where one of them is missing. */
export function parseQuote(written: string): Quote | undefined {
  const [text, author, ...more] = written.split(/ (?:—|--?) /).map((part) => part.trim());
  return text && author && more.length === 0 ? { text, author } : undefined;
}

/** A quote as people read it. */
export function renderQuote({ text, author }: Quote): string {
  return `“${text}” — ${author}`;
}
