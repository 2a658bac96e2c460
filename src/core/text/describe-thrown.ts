/** The message of whatever was thrown. Anything can be, also what cannot be turned into text. */
export function describeThrown(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error);
  } catch {
    return 'what was thrown cannot be read';
  }
}
