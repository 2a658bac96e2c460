import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { isObject } from '../../core/manifest/json-object.ts';
import type { JsonObject } from '../../core/manifest/schema.ts';
import { runBounded } from '../../platform/run-bounded.ts';

/** Checks values against the JSON Schemas that plugins publish. */
export interface ParameterChecks {
  /**
   * Fills in defaults and checks.
   *
   * @param refuse - Takes the first thing that is wrong, as a sentence.
   */
  complete(schema: JsonObject, value: Readonly<Record<string, JsonValue>>, refuse: (problem: string) => never): Promise<Readonly<Record<string, JsonValue>>>;
  /** What is wrong with a value that need not be an object; nothing is filled in but in objects. */
  check(schema: JsonObject, value: JsonValue): Promise<readonly string[]>;
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
    async complete(schema, value, refuse) {
      const validator = await find(schema);
      const complete = validator.complete(value);
      const [problem] = validator.check(complete);
      return problem === undefined ? complete : refuse(problem);
    },
    check: async (schema, value) => (await find(schema)).check(value),
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
 * It must describe an object, and hold all it needs: hosts put it into documents of their own, where a reference would
 * lead elsewhere.
 */
export async function refuseSchema(schema: JsonObject): Promise<string | undefined> {
  if (schema['type'] !== 'object') return 'its schema must have the type "object"';
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
