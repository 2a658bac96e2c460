import type { JsonValue } from '../../../sdk/runtime-interface.ts';

/** JSON of a plugin that was read, or why it was not. */
export type GuestJson = { readonly value: JsonValue } | { readonly refused: string };

/** How deeply values that cross may be nested. */
export const DEEPEST = 64;

/**
 * Parses JSON that a plugin made.
 *
 * Depth is counted before parsing, because whatever walks the value later may recurse. A key `__proto__` becomes an
 * own property here, and an attack in the first piece of code that copies the value with an assignment.
 */
export function parseGuestJson(text: string): GuestJson {
  if (measureDepth(text) > DEEPEST) return { refused: `it is nested more than ${DEEPEST} levels deep` };
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return { refused: 'it is not JSON' };
  }
  // A key can also be spelled with escapes, so a text with any is looked through.
  const suspicious = text.includes('__proto__') || text.includes('\\u');
  if (suspicious && hasProtoKey(value)) return { refused: 'it has a key "__proto__"' };
  return { value };
}

/** How deeply the brackets of a JSON text are nested; those inside strings do not count. */
function measureDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth--;
  }
  return deepest;
}

function hasProtoKey(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.hasOwn(value, '__proto__')) return true;
  return Object.values(value).some((member: JsonValue) => hasProtoKey(member));
}
