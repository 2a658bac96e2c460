import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { isObject } from '../../core/manifest/json-object.ts';
import type { JsonObject } from '../../core/manifest/schema.ts';
import { runBounded } from '../../platform/run-bounded.ts';

/** Checks values against the JSON Schemas that plugins publish. */
export interface ParameterChecks {
  /** Fills in defaults and checks. @returns The first thing that is wrong as well, as a sentence. */
  complete<Value extends JsonValue>(schema: JsonObject, value: Value): Promise<{ readonly value: Value; readonly problem?: string | undefined }>;
}

/** Makes checks; a schema is compiled when it is first used. */
export function createParameterChecks(): ParameterChecks {
  const compiled = new WeakMap<JsonObject, ReturnType<typeof compile>>();
  const find = (schema: JsonObject): ReturnType<typeof compile> => {
    const known = compiled.get(schema) ?? compile(schema);
    compiled.set(schema, known);
    return known;
  };
  return {
    async complete(schema, given) {
      const validator = await find(schema);
      const value = isObject(given) ? validator.complete(given) : given;
      return { value, problem: validator.check(value)[0] };
    },
  };
}

// The compiler of schemas is loaded for plugins that have one.
async function compile(schema: JsonObject) {
  const { createSettingsValidator } = await import('../../core/manifest/settings.ts');
  return createSettingsValidator(schema, runBounded, 'parameter');
}

/**
 * Says why a schema that a plugin publishes cannot be used; `undefined` when it can.
 *
 * It must hold all it needs: hosts put it into documents of their own, where a reference would lead elsewhere.
 */
export async function refuseSchema(schema: JsonObject): Promise<string | undefined> {
  const word = findReference(schema);
  if (word !== undefined) return `its schema must not use "${word}"`;
  const { createSchemaCompiler } = await import('../../core/manifest/settings.ts');
  const compiler = createSchemaCompiler(schema, runBounded);
  const errors = compiler.checkDialect();
  if (errors === undefined) return 'its schema takes too long to understand';
  const [error] = errors;
  if (error !== undefined) return `its schema is no JSON Schema: ${error.instancePath} ${error.message ?? ''}`.trim();
  const compiled = compiler.compile();
  return typeof compiled === 'string' ? `its schema cannot be compiled: ${compiled}` : undefined;
}

const REFERENCES: ReadonlySet<string> = new Set(['$ref', '$dynamicRef', '$recursiveRef', '$id', '$anchor', '$schema']);

function findReference(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(findReference).find((word) => word !== undefined);
  if (!isObject(value)) return undefined;
  return Object.keys(value).find((word) => REFERENCES.has(word) && typeof value[word] === 'string') ?? findReference(Object.values(value));
}
