// Words that one licence has and no other, in the order in which they are looked for: the GNU licences quote each other.
const PHRASES: readonly { readonly words: RegExp; readonly identifiers: readonly string[] }[] = [
  { words: /GNU AFFERO GENERAL PUBLIC LICENSE/i, identifiers: ['AGPL-3.0'] },
  { words: /GNU LESSER GENERAL PUBLIC LICENSE\s+Version 3/i, identifiers: ['LGPL-3.0'] },
  { words: /GNU LESSER GENERAL PUBLIC LICENSE/i, identifiers: ['LGPL-2.1'] },
  { words: /GNU GENERAL PUBLIC LICENSE\s+Version 3/i, identifiers: ['GPL-3.0'] },
  { words: /GNU GENERAL PUBLIC LICENSE\s+Version 2/i, identifiers: ['GPL-2.0'] },
  { words: /Mozilla Public License,? Version 2\.0/i, identifiers: ['MPL-2.0'] },
  { words: /Apache License\s+Version 2\.0/i, identifiers: ['Apache-2.0'] },
  { words: /Permission is hereby granted, free of charge, to any person obtaining a copy/i, identifiers: ['MIT'] },
  { words: /Permission to use, copy, modify,(?: and\/or| and) distribute this software for any\s+purpose/i, identifiers: ['ISC', '0BSD'] },
  { words: /Redistribution and use in source and binary forms[\s\S]{0,2000}Neither the name/i, identifiers: ['BSD-3-Clause', 'BSD-4-Clause'] },
  { words: /Redistribution and use in source and binary forms/i, identifiers: ['BSD-2-Clause', 'BSD-1-Clause'] },
  { words: /free and unencumbered software released into the public domain/i, identifiers: ['Unlicense'] },
  { words: /CC0 1\.0 Universal/i, identifiers: ['CC0-1.0'] },
];

/**
 * Recognizes a well-known licence by its text.
 *
 * @returns The SPDX identifiers it may have, without "-only" and "-or-later"; none when the text is not well known.
 */
export function recognizeLicense(text: string): readonly string[] {
  const start = text.slice(0, 20_000);
  return PHRASES.find(({ words }) => words.test(start))?.identifiers ?? [];
}
