import { isObject, propertiesOf } from '../json-object.ts';
import type { JsonObject } from '../schema.ts';
import { selectErrors } from '../shape/select-errors.ts';
import { createSchemaCompiler, type RunBounded } from './compile-schema.ts';
import { describeSettingError } from './describe-setting-error.ts';

/** What a settings schema says about settings. */
export interface SettingsValidator {
  /** Fills in the defaults, also inside of objects that are given. */
  complete<Values extends Readonly<Record<string, unknown>>>(values: Values): Values;
  /** Each thing that is wrong with settings, as a sentence. */
  check(values: unknown): readonly string[];
}

/**
 * Makes a validator of a settings schema that was checked; without a schema every setting is fine.
 *
 * @param run - Stops what a hostile schema makes slow.
 * @param called - What the schema describes, for sentences.
 */
export function createSettingsValidator(schema: JsonObject | undefined, run: RunBounded, called: 'setting' | 'parameter' = 'setting'): SettingsValidator {
  if (schema === undefined) return { complete: (values) => values, check: () => [] };
  const compiled = createSchemaCompiler(schema, run).compile();
  if (typeof compiled === 'string') return { complete: (values) => values, check: () => [`the schema of the ${called}s is not valid`] };
  return {
    complete: (values) => complete(schema, values) as typeof values,
    check: (values) => selectErrors(compiled.check(values)).map((error) => describeSettingError(error, called)),
  };
}

function complete(schema: JsonObject, values: JsonObject): JsonObject {
  const properties = Object.entries(propertiesOf(schema));
  const filled = properties.flatMap(([name, property]) => {
    const value = Object.hasOwn(values, name) ? values[name] : structuredClone(property['default']);
    return value === undefined ? [] : [[name, isObject(value) ? complete(property, value) : value] as const];
  });
  return { ...values, ...Object.fromEntries(filled) };
}
