import type { DependencyNode } from '../../../../src/core/dependencies/dependency-node.ts';
import type { LoadPlan } from '../../../../src/core/dependencies/plan-loading.ts';

type Ranges = Readonly<Record<string, string>>;

/** Makes a plugin that needs others: names with ranges. */
export function create(
  name: string,
  needs: Ranges = {},
  { optional = {}, version = '1.0.0', priority = 100 }: { readonly optional?: Ranges; readonly version?: string; readonly priority?: number } = {},
): DependencyNode {
  const read = (ranges: Ranges, isOptional: boolean) => Object.entries(ranges).map(([needed, range]) => ({ name: needed, range, isOptional }));
  return { name, version, priority, dependencies: [...read(needs, false), ...read(optional, true)] };
}

/** What a plan refuses: name, code and path of each problem, sorted. */
export function explain({ refused }: LoadPlan): readonly string[] {
  const lines = [...refused].flatMap(([name, problems]) =>
    problems.map(({ code, message }) => `${name} ${code} ${message.slice(message.lastIndexOf(': ') + 2)}`),
  );
  return lines.sort();
}
