import intersects from 'semver/ranges/intersects.js';
import validRange from 'semver/ranges/valid.js';
import type { DependencyGraph } from './dependency-graph.ts';

/** Says how a plugin of the wrong version could satisfy everyone that asks for it, or that it cannot. */
export function adviseOnConflict(name: string, { nodes }: DependencyGraph): string {
  const wishes = nodes.flatMap((node) => node.dependencies.filter((each) => each.name === name).map(({ range }) => ({ by: node.name, range })));
  const clash = wishes.flatMap((a, index) => wishes.slice(index + 1).map((b) => [a, b] as const)).find(([a, b]) => areApart(a.range, b.range));
  if (clash !== undefined) {
    const [a, b] = clash;
    return `no version of "${name}" can satisfy both "${a.by}" (${a.range}) and "${b.by}" (${b.range}): update one of the two`;
  }
  return `load a version of "${name}" that fits ${wishes.map(({ by, range }) => `"${by}" (${range})`).join(', ')}`;
}

// Ranges of PlexiChat's own versions are no ranges of semantic ones: nothing is said about them.
function areApart(a: string, b: string): boolean {
  return validRange(a) !== null && validRange(b) !== null && !intersects(a, b, { includePrerelease: true });
}
