const LONGEST_MESSAGE = 4_000;

/** What people write as well: nothing, very much, other writings, markup, and words that mean something to programs. */
export const ODD_TEXTS: readonly string[] = [
  '', ' ', '\n\n', 'x'.repeat(LONGEST_MESSAGE), 'word '.repeat(LONGEST_MESSAGE / 5),
  '👩‍👩‍👧 שלום \u202E \u0000', '__proto__', 'constructor', '.*+?^${}()|[]\\', '<script>alert(1)</script>', 'https://example.com/?q=%',
];

/** What patterns with nested repetitions never get to the end of. */
export const HEAVY_TEXTS: readonly string[] = [
  `${'a'.repeat(LONGEST_MESSAGE - 1)}!`, `${'1'.repeat(LONGEST_MESSAGE - 1)}x`, `${'a '.repeat(LONGEST_MESSAGE / 2 - 1)}!`, `${'a@'.repeat(LONGEST_MESSAGE / 2 - 1)} `,
  `http://${'a.'.repeat(LONGEST_MESSAGE / 2 - 10)}`, `${'-'.repeat(LONGEST_MESSAGE - 1)}x`, `${' '.repeat(LONGEST_MESSAGE - 1)}x`,
];
