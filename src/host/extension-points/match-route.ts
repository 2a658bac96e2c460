/** A route whose path fits, and what its named parts are. */
export interface RouteMatch<Route> {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Finds the routes whose path fits, those with more fixed parts first: `/forecasts/today` goes before
 * `/forecasts/{city}`.
 *
 * @returns The routes, or nothing when the path is none: a part cannot be decoded, or is empty.
 */
export function matchRoutes<Route>(routes: readonly Route[], pathOf: (route: Route) => string, path: string): readonly RouteMatch<Route>[] {
  const parts = path.split('/').map(decodePart);
  if (!parts.every((part) => part !== undefined)) return [];
  return routes
    .flatMap((route) => {
      const params = matchPath(pathOf(route), parts);
      return params === undefined ? [] : [{ route, params }];
    })
    .sort((a, b) => compareFixed(pathOf(a.route), pathOf(b.route)));
}

function matchPath(path: string, parts: readonly string[]): Readonly<Record<string, string>> | undefined {
  const wanted = path.split('/');
  if (wanted.length !== parts.length) return undefined;
  const params: [string, string][] = [];
  for (const [at, part] of parts.entries()) {
    const expected = wanted[at] ?? '';
    if (!expected.startsWith('{')) {
      if (expected !== part) return undefined;
    } else if (part === '') return undefined;
    else params.push([expected.slice(1, -1), part]);
  }
  return Object.fromEntries(params);
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

// The first part that is fixed in one and named in the other decides.
function compareFixed(a: string, b: string): number {
  const [one, other] = [a, b].map((path) => path.split('/').map((part) => (part.startsWith('{') ? '1' : '0')).join(''));
  return (one ?? '') < (other ?? '') ? -1 : Number((one ?? '') > (other ?? ''));
}
