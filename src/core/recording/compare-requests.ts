import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { Exchange, RecordedBody } from './recording.ts';

type Request = Exchange['request'];

/** How a request differs from one that was recorded: one line each; empty when it does not. */
export function compareRequests(recorded: Request, actual: Request): readonly string[] {
  const names = [...new Set([...Object.keys(recorded.headers), ...Object.keys(actual.headers)])].sort();
  return [
    ...describe('method', recorded.method, actual.method),
    ...describe('url', recorded.url, actual.url),
    ...names.flatMap((name) => describe(`header "${name}"`, recorded.headers[name], actual.headers[name])),
    ...compareBodies(recorded.body, actual.body),
  ];
}

/** The recorded request that a request is most like: it says best what has changed. */
export function findNearest(recorded: readonly Request[], actual: Request): Request | undefined {
  const [nearest] = recorded.map((request) => ({ request, score: judge(request, actual) })).sort((a, b) => b.score - a.score);
  return nearest?.request;
}

function judge(recorded: Request, actual: Request): number {
  const [path, actualPath] = [recorded.url.split('?')[0], actual.url.split('?')[0]];
  return (path === actualPath ? 100 : 0) + (recorded.method === actual.method ? 50 : 0) - Math.min(40, compareRequests(recorded, actual).length);
}

function compareBodies(recorded: RecordedBody, actual: RecordedBody): readonly string[] {
  if ('json' in recorded && 'json' in actual) return compareJson('body', recorded.json, actual.json);
  return describe('body', readBody(recorded), readBody(actual));
}

function compareJson(path: string, recorded: JsonValue | undefined, actual: JsonValue | undefined): readonly string[] {
  if (isContainer(recorded) && isContainer(actual) && Array.isArray(recorded) === Array.isArray(actual)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(actual)])];
    return names.flatMap((name) => compareJson(Array.isArray(recorded) ? `${path}[${name}]` : `${path}.${name}`, pick(recorded, name), pick(actual, name)));
  }
  return describe(path, recorded === undefined ? undefined : JSON.stringify(recorded), actual === undefined ? undefined : JSON.stringify(actual));
}

function isContainer(value: JsonValue | undefined): value is Extract<JsonValue, object> {
  return typeof value === 'object' && value !== null;
}

function pick(container: object, name: string): JsonValue | undefined {
  return Object.hasOwn(container, name) ? (container as Readonly<Record<string, JsonValue>>)[name] : undefined;
}

function readBody(body: RecordedBody): string | undefined {
  if ('json' in body) return JSON.stringify(body.json);
  return 'text' in body ? body.text : body['base64'];
}

function describe(what: string, recorded: string | undefined, actual: string | undefined): readonly string[] {
  if (recorded === actual) return [];
  return [`${what}: ${show(actual)} instead of ${show(recorded)}`];
}

function show(value: string | undefined): string {
  return value === undefined ? 'nothing' : value.length > 200 ? `${value.slice(0, 200)}…` : value;
}
