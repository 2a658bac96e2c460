import type { WebPiece } from './case.ts';

/** Renders the page that lists what plugins have of the web platform, row by row. */
export function renderWebPage(pieces: readonly WebPiece[]): string {
  return [
    '# The web platform in a plugin',
    '',
    'What a plugin finds without importing it, beyond the language itself (ES2023, and most of ES2025). Each row below is code that the tests run twice: inside of the',
    'sandbox, and in Node.js, which has to see the same. Types: `"plexi-plugin/globals"`, which `plexi-env.d.ts` brings along.',
    '',
    'The interpreter brings some of it. The rest is part of the SDK, and goes into a bundle only where its code names it: a plugin that never says `fetch`',
    'carries none of that (timers, `AbortController` and `EventTarget` are small, and the SDK uses them itself). Whatever is not on this page is not there. An import of a module of Node.js fails when the plugin is built, a global that only Node.js',
    'or a page has (`Buffer`, `process`, `WebSocket`, …) fails where it is used; both say what to use instead.',
    ...pieces.flatMap(renderPiece),
    '',
    '## What this does not promise',
    '',
    'The rows are what is tested, not whole standards: error messages, the order of steps that no code can tell apart, and what only pages need are left out.',
    '',
  ].join('\n');
}

function renderPiece({ names, from, limits, cases }: WebPiece): readonly string[] {
  const origin = from === 'sdk' ? 'Part of the SDK.' : 'Part of the sandbox.';
  return [
    '',
    `## ${names.map((name) => `\`${name}\``).join(', ')}`,
    '',
    origin,
    '',
    ...limits.map((limit) => `- ${limit}`),
    ...(limits.length > 0 ? [''] : []),
    '| the same in Node.js and here |',
    '|---|',
    ...cases.map(([promise]) => `| ${promise} |`),
  ];
}
