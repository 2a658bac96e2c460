import { defineContributionType } from './contribution.ts';
import { flag, jsonObject, list, number, object, oneOf, optional, text, type Shaped } from './shape.ts';

const options = object({
  method: oneOf('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
  path: text({ max: 300, pattern: /^(?:\/(?!\.{1,2}(?:\/|$))(?:[A-Za-z0-9._~-]+|\{[A-Za-z_][A-Za-z0-9_]*\}))+$/, called: 'a path such as "/forecasts/{city}"' }),
  public: flag,
  permissions: list(text({ min: 1, max: 100 }), 20),
  summary: optional(text({ max: 120 })),
  description: optional(text({ max: 2_000 })),
  tags: optional(list(text({ min: 1, max: 50 }), 10)),
  params: optional(jsonObject),
  query: optional(jsonObject),
  body: optional(jsonObject),
  response: optional(jsonObject),
  rateLimit: optional(object({ requests: number({ min: 1, whole: true }), perSeconds: number({ min: 1, max: 86_400 }) })),
});

/** What a route says about itself. */
export type RouteOptions = Shaped<typeof options>;

/** A route of an API extension. */
export const routeType = defineContributionType({
  type: 'route',
  name: /^[A-Z]+ \/\S*$/,
  options,
  schemas: ({ params, query }) => [params, query].filter((schema) => schema !== undefined),
  values: ({ body, response }) => [body, response].filter((schema) => schema !== undefined),
  permissions: ({ permissions }) => permissions,
  check({ method, path, params, permissions, public: isPublic }, name) {
    if (name !== `${method} ${path}`) return 'its name must be its method and its path';
    const names = listPathNames(path);
    if (new Set(names).size < names.length) return 'two parts of its path have the same name';
    const stranger = Object.keys((params?.['properties'] as object | undefined) ?? {}).find((each) => !names.includes(each));
    if (stranger !== undefined) return `its path has no part "${stranger}"`;
    if (isPublic && permissions.length > 0) return 'it is public and asks for permissions, which only somebody who is signed in can have';
    return undefined;
  },
});

/** The named parts of a path: `city` of `/forecasts/{city}`. */
export function listPathNames(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}
