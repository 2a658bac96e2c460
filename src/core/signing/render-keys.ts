/** One key, as it is listed. */
export interface RenderedKey {
  readonly name?: string;
  readonly keyId: string;
  readonly kind: string;
}

/** Renders a list of keys as a table for a person. */
export function renderKeys(keys: readonly RenderedKey[]): string {
  if (keys.length === 0) return 'There are no keys yet. Make one: plexi-plugin keys generate';
  const width = Math.max(...keys.map(({ name = '-' }) => name.length));
  return keys.map(({ name = '-', kind, keyId }) => `${kind.padEnd('untrusted'.length)}${name.padEnd(width)}  ${keyId}`).join('\n');
}
