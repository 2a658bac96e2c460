/**
 * Finds a shortest way through a graph. The same graph always gives the same way: neighbours are tried in their order.
 *
 * @param from - Where it begins. A way that ends there again is a circle: it has at least one step.
 * @param next - The neighbours of a name.
 * @param isGoal - Where it may end.
 * @returns The names on the way, both ends included.
 */
export function findPath(from: string, next: (name: string) => readonly string[], isGoal: (name: string) => boolean): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [from];
  for (const name of queue) {
    for (const neighbour of next(name)) {
      if (isGoal(neighbour)) return [...traceBack(from, name, cameFrom), neighbour];
      if (cameFrom.has(neighbour) || neighbour === from) continue;
      cameFrom.set(neighbour, name);
      queue.push(neighbour);
    }
  }
  return undefined;
}

function traceBack(from: string, to: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const path = [to];
  for (let name = to; name !== from; ) {
    name = cameFrom.get(name) ?? from;
    path.unshift(name);
  }
  return path;
}
