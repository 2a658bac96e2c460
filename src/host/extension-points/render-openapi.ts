import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { propertiesOf } from '../../core/manifest/json-object.ts';
import type { JsonObject } from '../../core/manifest/schema.ts';
import { listPathNames, type RouteOptions } from './route-type.ts';

/** One route, and where it is. */
export interface DescribedRoute {
  readonly plugin: string;
  /** What stands before the route's own path. */
  readonly prefix: string;
  readonly options: RouteOptions;
}

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly components: JsonObject;
  readonly tags: readonly { readonly name: string }[];
}

/** Describes routes of plugins, by path. */
export function renderOpenApi(routes: readonly DescribedRoute[], { title = 'Plugins', version = '1.0.0' }: { readonly title?: string; readonly version?: string }): OpenApiDocument {
  const paths = new Map<string, Readonly<Record<string, JsonObject>>>();
  for (const route of routes) {
    const path = route.prefix + route.options.path;
    paths.set(path, { ...paths.get(path), [route.options.method.toLowerCase()]: renderOperation(route) });
  }
  const tags = [...new Set(routes.map(({ plugin }) => plugin))].sort();
  return {
    openapi: '3.1.0',
    info: { title, version },
    paths: Object.fromEntries([...paths].sort(([a], [b]) => (a < b ? -1 : 1))),
    components: COMPONENTS,
    tags: tags.map((name) => ({ name })),
  };
}

const PROBLEM = {
  type: 'object',
  properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' } },
  required: ['type', 'title', 'status', 'detail'],
} as const;

const COMPONENTS: JsonObject = {
  schemas: { Problem: PROBLEM },
  responses: { Problem: { description: 'What is wrong: RFC 9457.', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } } },
  securitySchemes: { user: { type: 'http', scheme: 'bearer' } },
};

function renderOperation({ plugin, options }: DescribedRoute): JsonObject {
  const { method, path, summary, description, tags = [], permissions, body, public: isPublic } = options;
  const needs = permissions.length === 0 ? undefined : `Needs ${permissions.map((name) => `\`${name}\``).join(', ')}.`;
  const text = [description, needs].filter((part) => part !== undefined).join('\n\n');
  return {
    operationId: `${plugin}_${method}${path}`.replace(/[^A-Za-z0-9]+/g, '_').replace(/_$/, ''),
    tags: [plugin, ...tags],
    ...(summary !== undefined && { summary }),
    ...(text !== '' && { description: text }),
    security: isPublic ? [] : [{ user: [] }],
    parameters: listParameters(options),
    ...(body !== undefined && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: listResponses(options),
  };
}

function listParameters({ path, params, query = {} }: RouteOptions): readonly JsonObject[] {
  const named = params === undefined ? {} : propertiesOf(params);
  const required = (query['required'] ?? []) as readonly JsonValue[];
  return [
    ...listPathNames(path).map((name) => ({ name, in: 'path', required: true, schema: named[name] ?? { type: 'string' } })),
    ...Object.entries(propertiesOf(query)).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema })),
  ];
}

function listResponses({ response, public: isPublic, permissions, rateLimit, body }: RouteOptions): JsonObject {
  const problems = [400, ...(isPublic ? [] : [401]), ...(permissions.length > 0 ? [403] : []), ...(body === undefined ? [] : [413, 415]), ...(rateLimit ? [429] : []), 500];
  return {
    '2XX': { description: 'Done.', ...(response && { content: { 'application/json': { schema: response } } }) },
    ...Object.fromEntries(problems.map((status) => [status, { $ref: '#/components/responses/Problem' }])),
  };
}
