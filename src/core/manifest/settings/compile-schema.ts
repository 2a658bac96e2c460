import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { JsonObject } from '../schema.ts';
import type { SchemaError } from '../shape/validate-manifest.generated.js';
import { SETTINGS_WORDS } from './schema-words.ts';
import { validate as validateDraft07 } from './validate-draft-07.generated.js';
import { validate as validateDraft2020 } from './validate-draft-2020-12.generated.js';

/** Runs something that a hostile schema may make slow; `undefined` when it was stopped. */
export type RunBounded = <Result>(run: () => Result) => Result | undefined;

/** A JSON Schema that can judge values. */
export interface CompiledSchema {
  /** What the schema at a JSON pointer says against a value. */
  readonly check: (value: unknown, pointer?: string) => readonly SchemaError[];
}

/** A compiler of one JSON Schema, in the dialect that its `$schema` names. */
export interface SchemaCompiler {
  /** What the dialect's own schema has against the schema; `undefined` when that takes too long to say. */
  checkDialect(): readonly SchemaError[] | undefined;
  /** Compiles a schema that its dialect accepts; says in a sentence why it cannot be compiled. */
  compile(): CompiledSchema | string;
}

// Code that runs once is not worth optimizing: that takes as long as everything else together.
const OPTIONS: Options = { allErrors: true, verbose: true, strict: false, logger: false, validateSchema: false, addUsedSchema: false, code: { optimize: false } };
const KEY = 'settings';

/** What is wrong with a schema that was stopped. */
export const TAKES_LONG = 'it takes too long to understand';

/** Makes the compiler of a schema. */
export function createSchemaCompiler(schema: JsonObject, run: RunBounded): SchemaCompiler {
  const ajv = createAjv(schema);
  const validateSchema = isOf2020(schema) ? validateDraft2020 : validateDraft07;
  return {
    checkDialect: () => run(() => (validateSchema(schema) ? [] : (validateSchema.errors ?? []))),
    compile() {
      try {
        const validate = run(() => ajv.addSchema(schema, KEY).getSchema(KEY));
        if (validate === undefined) return TAKES_LONG;
      } catch (error) {
        return error instanceof RangeError ? 'it refers to itself without end' : describe(error);
      }
      return {
        check: (value, pointer = '') => judge(ajv.getSchema(pointer === '' ? KEY : `${KEY}#${encodeURI(pointer)}`), value, run),
      };
    },
  };
}

// The compiler says in its own words what it cannot compile.
function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether a schema says which dialect it is written in, and it is none we know. */
export function hasUnknownDialect({ $schema: dialect }: JsonObject): boolean {
  return dialect !== undefined && !(typeof dialect === 'string' && DIALECTS.test(dialect));
}

const DIALECTS = /^https?:\/\/json-schema\.org\/(?:draft-07\/schema#?|draft\/2020-12\/schema#?)$/;

function isOf2020({ $schema: dialect }: JsonObject): boolean {
  return typeof dialect === 'string' && dialect.includes('2020-12');
}

function createAjv(schema: JsonObject): Ajv | Ajv2020 {
  // Taking the dialects' own schemas in costs a tenth of everything: few schemas refer to them.
  const options = { ...OPTIONS, meta: JSON.stringify({ ...schema, $schema: undefined }).includes('json-schema.org') };
  const ajv = isOf2020(schema) ? new Ajv2020(options) : new Ajv(options);
  formats.default(ajv);
  ajv.addVocabulary([...SETTINGS_WORDS]);
  return ajv;
}

const TOO_SLOW: SchemaError = { keyword: 'slow', instancePath: '', schemaPath: '', params: {}, message: 'takes too long to check', schema: undefined, parentSchema: {}, data: undefined };

function judge(validate: ValidateFunction | undefined, value: unknown, run: RunBounded): readonly SchemaError[] {
  if (validate === undefined) return [];
  try {
    return run(() => (validate(value) ? [] : toErrors(validate.errors))) ?? [TOO_SLOW];
  } catch {
    // Schemas that refer to themselves without end, and list items that ajv compares by calling their `valueOf`, which
    // in a hostile value is a key like any other.
    return [{ ...TOO_SLOW, message: 'cannot be checked' }];
  }
}

// With `verbose` the optional parts of an error are there.
function toErrors(errors: readonly ErrorObject[] | null | undefined): readonly SchemaError[] {
  return (errors ?? []) as readonly SchemaError[];
}
