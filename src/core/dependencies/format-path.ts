/** Shows a way through dependencies: whoever is left of an arrow needs what is right of it. */
export function formatPath(path: readonly string[]): string {
  return path.join(' → ');
}
