/**
 * Orders texts by their UTF-8 bytes, the same on every system and in every locale.
 *
 * JavaScript orders by UTF-16 units, which differs in one place: surrogates, the halves of characters
 * above U+FFFF, stand before U+E000 there. Nothing is encoded, because long lists are sorted with it.
 */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  // Only where both have units from the surrogates on can the two orders differ.
  if (!HIGH.test(a) || !HIGH.test(b)) return a < b ? -1 : 1;
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === a.length || at === b.length) return a.length - b.length;
  return rankOf(a.charCodeAt(at)) - rankOf(b.charCodeAt(at));
}

const HIGH = /[\ud800-\uffff]/;

function rankOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
