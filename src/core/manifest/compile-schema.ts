import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonObject } from './schema.ts';

/** A compiled JSON Schema, or what is wrong with it and where: a JSON pointer. */
export type CompiledSchema =
  | { readonly check: SettingsCheck }
  | { readonly problem: string; readonly pointer: string };

/** Finds everything that a JSON Schema says against a value. */
export type SettingsCheck = (value: unknown) => readonly SettingsError[];

/** One thing that a JSON Schema says against a value. */
export type SettingsError = Pick<ErrorObject, 'instancePath' | 'keyword' | 'params' | 'message'>;

// Code that runs once is not worth optimizing: that takes as long as everything else together.
const OPTIONS: Options = { allErrors: true, strict: 'log', logger: false, allowUnionTypes: true, validateSchema: true, code: { optimize: false } };

/** Compiles a JSON Schema, draft-07 unless its `$schema` says 2020-12. */
export function compileSchema(schema: JsonObject): CompiledSchema {
  if (schema['type'] !== undefined && schema['type'] !== 'object' && 'properties' in schema) {
    return { problem: 'its "type" must be "object"', pointer: '/type' };
  }
  const dialect = schema['$schema'];
  if (dialect !== undefined && !(typeof dialect === 'string' && DIALECTS.test(dialect))) {
    return { problem: `"$schema" names ${JSON.stringify(dialect)}, which is neither draft-07 nor 2020-12`, pointer: '/$schema' };
  }
  const ajv = typeof dialect === 'string' && dialect.includes('2020-12') ? new Ajv2020(OPTIONS) : new Ajv(OPTIONS);
  formats.default(ajv);
  ajv.addVocabulary(['secret']);
  if (ajv.validateSchema(schema) !== true) {
    const [error] = ajv.errors ?? [];
    return { problem: error?.message ?? 'it is no JSON Schema', pointer: error?.instancePath ?? '' };
  }
  try {
    return { check: createCheck(ajv.compile(schema)) };
  } catch (error) {
    // ajv says in its own words what it cannot compile: an unknown format, a reference that leads nowhere.
    return { problem: error instanceof Error ? error.message : String(error), pointer: '' };
  }
}

const DIALECTS = /^https?:\/\/json-schema\.org\/(?:draft-07\/schema#?|draft\/2020-12\/schema#?)$/;

function createCheck(validate: ValidateFunction): SettingsCheck {
  return (value) => {
    try {
      return validate(value) ? [] : (validate.errors ?? []);
    } catch {
      // ajv compares list items by calling their `valueOf`, which in a hostile value is a key like any other.
      return [{ instancePath: '', keyword: 'type', params: {}, message: 'cannot be compared' }];
    }
  };
}
