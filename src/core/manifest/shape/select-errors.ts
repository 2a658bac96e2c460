import { jsonTypeOf, type JsonType } from '../json-type.ts';
import type { SchemaError } from './validate-manifest.generated.js';

/**
 * Leaves one error per mistake of all that a validator reports.
 *
 * Where a value may have one of several forms, the validator says for each form why it is not that; here only the
 * form that the author most likely meant keeps its errors.
 */
export function selectErrors(errors: readonly SchemaError[]): readonly SchemaError[] {
  const alternatives = errors.filter((error) => error.keyword === 'anyOf');
  const meant = new Map(alternatives.map((error) => [error, findMeantBranch(error, errors)]));
  const kept = errors.filter((error) => {
    if (meant.get(error) !== undefined) return false;
    return alternatives.every((outer) => outer === error || !isInside(error, outer) || branchOf(error, outer) === meant.get(outer));
  });
  return keepFirstPerValue(kept);
}

function isInside(error: SchemaError, outer: SchemaError): boolean {
  const { instancePath, schemaPath } = outer;
  return error.schemaPath.startsWith(`${schemaPath}/`) && (error.instancePath === instancePath || error.instancePath.startsWith(`${instancePath}/`));
}

function branchOf(error: SchemaError, outer: SchemaError): number {
  return Number.parseInt(error.schemaPath.slice(outer.schemaPath.length + 1), 10);
}

// The form whose type the value has; of several, the one with the fewest errors.
function findMeantBranch(outer: SchemaError, errors: readonly SchemaError[]): number | undefined {
  const type = jsonTypeOf(outer.data);
  const inside = errors.filter((error) => isInside(error, outer));
  const candidates = (outer.schema as readonly unknown[])
    .map((branch, index) => ({ index, accepts: listTypes(branch).has(type), count: inside.filter((error) => branchOf(error, outer) === index).length }))
    .filter(({ accepts }) => accepts)
    .sort((a, b) => a.count - b.count);
  return candidates[0]?.index;
}

/** The types that a schema accepts, so far as its `type` and `anyOf` say. */
export function listTypes(schema: unknown): ReadonlySet<JsonType> {
  const { type, anyOf } = schema as { readonly type?: string | readonly string[]; readonly anyOf?: readonly unknown[] };
  const own = typeof type === 'string' ? [type] : (type ?? []);
  const named = own.map((name) => (name === 'integer' ? 'number' : name) as JsonType);
  return new Set([...named, ...(anyOf ?? []).flatMap((branch) => [...listTypes(branch)])]);
}

// Keywords of which each error is a mistake of its own; of all others only the most telling one per value counts.
const INDEPENDENT = new Set(['required', 'additionalProperties']);
const MOST_TELLING_FIRST = ['type', 'anyOf', 'const', 'enum', 'maxLength', 'minLength', 'pattern'];

function keepFirstPerValue(errors: readonly SchemaError[]): readonly SchemaError[] {
  const rank = ({ keyword }: SchemaError): number => {
    const index = MOST_TELLING_FIRST.indexOf(keyword);
    return index === -1 ? MOST_TELLING_FIRST.length : index;
  };
  const best = new Map<string, SchemaError>();
  for (const error of errors) {
    if (INDEPENDENT.has(error.keyword)) continue;
    const current = best.get(error.instancePath);
    if (current === undefined || rank(error) < rank(current)) best.set(error.instancePath, error);
  }
  return errors.filter((error) => INDEPENDENT.has(error.keyword) || best.get(error.instancePath) === error);
}
