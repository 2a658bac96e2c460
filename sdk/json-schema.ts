import type { JsonValue } from './runtime-interface.ts';

/** The types of JSON Schema. */
export type JsonSchemaType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'null';

/**
 * A JSON Schema, written as a plain literal. What it describes is a type as well: {@link FromSchema}.
 *
 * References (`$ref`) are not part of it: what a plugin hands to its host stands alone.
 */
export interface JsonSchema {
  readonly type?: JsonSchemaType | readonly JsonSchemaType[];
  readonly title?: string;
  readonly description?: string;
  /** What the host fills in where nothing is given. */
  readonly default?: JsonValue;
  readonly examples?: readonly JsonValue[];
  readonly deprecated?: boolean;
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
}

/** The JSON Schema of an object: what parameters are described by. */
export interface ObjectSchema extends JsonSchema {
  readonly type: 'object';
}

/**
 * The type of the values that a JSON Schema allows, when the schema is a literal (`as const`, or written where one is
 * expected). A property with a default is always there, because the host fills it in.
 *
 * @example
 * ```ts
 * import type { FromSchema } from 'plexi-plugin/sdk';
 *
 * const SEARCH = {
 *   type: 'object',
 *   properties: { words: { type: 'string' }, limit: { type: 'integer', default: 10 }, tags: { type: 'array', items: { type: 'string' } } },
 *   required: ['words'],
 * } as const;
 *
 * export function describe({ words, limit, tags = [] }: FromSchema<typeof SEARCH>): string {
 *   return `${limit.toFixed()} for ${words.trim()} in ${tags.join()}`;
 * }
 * ```
 */
export type FromSchema<Schema> = Schema extends { readonly const: infer Value }
  ? Value
  : Schema extends { readonly enum: readonly (infer Value)[] }
    ? Value
    : Schema extends { readonly anyOf: readonly (infer Each)[] }
      ? FromSchema<Each>
      : Schema extends { readonly oneOf: readonly (infer Each)[] }
        ? FromSchema<Each>
        : Schema extends { readonly type: infer Type }
          ? FromType<Schema, Type extends readonly (infer Each)[] ? Each : Type>
          : JsonValue;

type FromType<Schema, Type> = Type extends 'string'
  ? string
  : Type extends 'number' | 'integer'
    ? number
    : Type extends 'boolean'
      ? boolean
      : Type extends 'null'
        ? null
        : Type extends 'array'
          ? Schema extends { readonly items: infer Items } ? readonly FromSchema<Items>[] : readonly JsonValue[]
          : Schema extends { readonly properties: infer Properties } ? FromProperties<Schema, Properties> : { readonly [name: string]: JsonValue };

type FromProperties<Schema, Properties> = Flat<
  { readonly [Name in keyof Properties as IsThere<Schema, Properties, Name> extends true ? Name : never]: FromSchema<Properties[Name]> } & {
    readonly [Name in keyof Properties as IsThere<Schema, Properties, Name> extends true ? never : Name]?: FromSchema<Properties[Name]>;
  }
>;

type IsThere<Schema, Properties, Name extends keyof Properties> = Properties[Name] extends { readonly default: JsonValue }
  ? true
  : Schema extends { readonly required: readonly (infer Required)[] }
    ? Name extends Required ? true : false
    : false;

// Editors show what is in an intersection of two mapped types only after it was put together.
type Flat<Value> = { readonly [Key in keyof Value]: Value[Key] };
