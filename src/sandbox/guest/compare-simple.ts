const SIMPLE = /^[0-9A-Za-z ]*$/;

/** Whether a text holds nothing but letters and digits of ASCII, and spaces. */
export function isSimple(text: string): boolean {
  return SIMPLE.test(text);
}

/**
 * Orders two simple texts as the root collation of Unicode does: spaces before digits before letters; small before
 * capital only where nothing else differs.
 */
export function compareSimple(one: string, other: string): number {
  const [small, smallOther] = [one.toLowerCase(), other.toLowerCase()];
  // The codes of simple characters are in this order already.
  if (small !== smallOther) return small < smallOther ? -1 : 1;
  if (one === other) return 0;
  return one > other ? -1 : 1;
}
