import type { DependencyGraph } from './dependency-graph.ts';

/** Everything that needs a plugin, also through others; whoever must go first comes first. */
export function listDependants(name: string, { dependantsOf }: DependencyGraph): readonly string[] {
  return listReached(name, dependantsOf);
}

/** Everything that a plugin needs, also through others; whoever must come first comes first. */
export function listNeeded(name: string, { needsOf }: DependencyGraph): readonly string[] {
  return listReached(name, needsOf);
}

// Depth first, and whoever is left behind is listed: nobody comes before those that are reached through him.
function listReached(from: string, next: (name: string) => readonly string[]): readonly string[] {
  const seen = new Set([from]);
  const listed: string[] = [];
  const visit = (name: string): void => {
    for (const each of next(name)) {
      if (seen.has(each)) continue;
      seen.add(each);
      visit(each);
      listed.push(each);
    }
  };
  visit(from);
  return listed;
}
