import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { JsonObject } from '../../core/manifest/schema.ts';
import { coerceTexts, type Texts } from './coerce-texts.ts';
import type { ParameterChecks } from './parameter-checks.ts';
import { replyProblem, type ApiReply } from './problem-document.ts';
import type { RouteOptions } from './route-type.ts';

/** What a request brings along, before it was checked. */
export interface RawInput {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | undefined;
  readonly params: Readonly<Record<string, string>>;
  /** What follows the question mark. */
  readonly query: string;
}

/** What a route gets. */
export interface RouteInput {
  readonly params: JsonValue;
  readonly query: JsonValue;
  readonly body?: JsonValue | Uint8Array;
}

/** Reads what a request brings along as its route wants it, or says why it cannot be read. */
export async function readInput(raw: RawInput, route: RouteOptions, checks: ParameterChecks): Promise<RouteInput | { readonly refusal: ApiReply }> {
  const content = readContent(raw, route.body !== undefined);
  if ('refusal' in content) return content;
  const params = await readTexts(route.params, Object.fromEntries(Object.entries(raw.params).map(([name, text]) => [name, [text]])), checks);
  const query = await readTexts(route.query, listQuery(raw.query), checks);
  const body = await readBody(route.body, content.value, checks);
  const problem = params.problem ?? query.problem ?? body.problem;
  if (problem !== undefined) return { refusal: replyProblem(400, problem) };
  return { params: params.value, query: query.value, ...(body.value !== undefined && { body: body.value }) };
}

async function readTexts(schema: JsonObject | undefined, texts: Texts, checks: ParameterChecks): ReturnType<ParameterChecks['complete']> {
  const value: JsonValue = coerceTexts(schema, texts);
  return schema === undefined ? { value } : checks.complete(schema, value);
}

interface ReadBody {
  readonly value?: JsonValue | Uint8Array | undefined;
  readonly problem?: string | undefined;
}

async function readBody(schema: JsonObject | undefined, content: JsonValue | Uint8Array | undefined, checks: ParameterChecks): Promise<ReadBody> {
  if (schema === undefined || content instanceof Uint8Array) return { value: content };
  if (content === undefined) return { problem: 'the body is missing' };
  const { value, problem } = await checks.complete(schema, content);
  return { value, problem: problem === undefined ? undefined : `the body is not valid: ${problem}` };
}

function listQuery(query: string): Texts {
  const texts = new Map<string, string[]>();
  for (const [name, text] of new URLSearchParams(query)) texts.set(name, [...(texts.get(name) ?? []), text]);
  return Object.fromEntries(texts);
}

type Content = { readonly value?: JsonValue | Uint8Array } | { readonly refusal: ApiReply };

function readContent({ headers, body }: RawInput, needsJson: boolean): Content {
  if (body === undefined || body.byteLength === 0) return {};
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (/^application\/(?:json|[\w.-]+\+json)$/.test(type)) return parseJson(body);
  if (needsJson) return { refusal: replyProblem(415, 'send JSON, with the content type "application/json"') };
  return { value: type.startsWith('text/') ? new TextDecoder().decode(body) : body };
}

function parseJson(body: Uint8Array): Content {
  try {
    // What a plugin gets is an object like any other: a name that would reach its prototype is left out.
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body), (name, value: unknown) => (name === '__proto__' ? undefined : value)) as JsonValue };
  } catch {
    return { refusal: replyProblem(400, 'the body is no JSON') };
  }
}
