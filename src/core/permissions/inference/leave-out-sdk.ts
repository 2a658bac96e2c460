/** The code of a bundle without that of the SDK: what is left stands where it stood. */
export interface CodeBesidesSdk {
  readonly code: string;
  /** What the SDK declares, and which class each class extends. */
  readonly declared: readonly (readonly [name: string, base: string | undefined])[];
}

// The bundler writes the name of each module above its code, and everything at the top two blanks to the right.
const HEADING = /\n {2}\/\/ (?:plugin|npm|plexi-plugin):/;
const SDK_HEADING = '\n  // plexi-plugin:sdk\n';
const DECLARED = /^ {2}(?:(?:async )?function\*? |class |var |let |const )([\w$]+)(?:(?: = class)?(?: [\w$]+)? extends ([\w$]+))?/gm;

/**
 * Leaves the SDK out of a bundle. It is most of a small one, and parsing it would take most of the time.
 *
 * @returns The bundle as it is, with nothing declared, where the SDK is not found.
 */
export function leaveOutSdk(code: string): CodeBesidesSdk {
  const start = code.indexOf(SDK_HEADING) + 1;
  if (start === 0) return { code, declared: [] };
  const begin = start + SDK_HEADING.length - 2;
  const sdk = code.slice(begin, begin + Math.max(code.slice(begin).search(HEADING), 0));
  const declared = [...sdk.matchAll(DECLARED)].map(([, name = '', base]) => [name, base] as const);
  return { code: code.slice(0, begin) + sdk.replace(/[^\n]+/g, (line) => ' '.repeat(line.length)) + code.slice(begin + sdk.length), declared };
}
