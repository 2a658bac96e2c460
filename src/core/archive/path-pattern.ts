/**
 * Compiles one pattern of `files` in a manifest.
 *
 * `*` stands for any part of a name, `?` for one character, `**` for any folders. A pattern that
 * names a folder takes everything below it. Patterns begin at the plugin's folder.
 *
 * @returns Whether a path, relative and with `/`, is meant.
 */
export function compilePathPattern(pattern: string): (path: string) => boolean {
  const trimmed = trimPattern(pattern);
  if (trimmed === '') return () => true;
  const source = trimmed.split('/').map(compileSegment).join('');
  const expression = new RegExp(`^${source}(?:/|$)`, 'u');
  return (path) => expression.test(path);
}

/** The path of the one file or folder that a pattern names; `undefined` when it has `*` or `?`. */
export function literalPathOf(pattern: string): string | undefined {
  const trimmed = trimPattern(pattern);
  return trimmed === '' || /[*?]/.test(trimmed) ? undefined : trimmed;
}

function trimPattern(pattern: string): string {
  return pattern.replace(/^\.(?:\/|$)|^\/+/, '').replace(/\/+$/, '');
}

// "a/**/b" means "a/b" too, so the "/" belongs to what stands before it.
function compileSegment(segment: string, index: number, segments: readonly string[]): string {
  const isLast = index === segments.length - 1;
  if (segment === '**') return isLast ? '.*' : '(?:[^/]+/)*';
  const name = segment.replace(/[\\^$.|+()[\]{}]/g, '\\$&').replace(/\*+/g, '[^/]*').replaceAll('?', '[^/]');
  return isLast ? name : `${name}/`;
}
