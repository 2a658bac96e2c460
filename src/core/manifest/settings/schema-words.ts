/** Words of our own in a settings schema. */
export const SETTINGS_WORDS = ['secret'] as const;

/** Words whose value is a schema. */
export const SCHEMA_WORDS: ReadonlySet<string> = new Set([
  'additionalItems', 'additionalProperties', 'contains', 'else', 'if', 'items', 'not', 'propertyNames', 'then', 'unevaluatedItems', 'unevaluatedProperties',
]);

/** Words whose value is a list of schemas. */
export const LIST_WORDS: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'items', 'oneOf', 'prefixItems']);

/** Words whose value is an object of schemas. */
export const MAP_WORDS: ReadonlySet<string> = new Set(['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties']);

/** Every word of draft-07 and 2020-12 that means something in a settings schema. */
export const KNOWN_WORDS: ReadonlySet<string> = new Set([
  ...SETTINGS_WORDS, ...SCHEMA_WORDS, ...LIST_WORDS, ...MAP_WORDS,
  '$comment', '$ref', '$schema', 'const', 'contentEncoding', 'contentMediaType', 'contentSchema', 'default', 'dependencies', 'dependentRequired',
  'deprecated', 'description', 'enum', 'examples', 'exclusiveMaximum', 'exclusiveMinimum', 'format', 'maxContains', 'maxItems', 'maxLength',
  'maxProperties', 'maximum', 'minContains', 'minItems', 'minLength', 'minProperties', 'minimum', 'multipleOf', 'pattern', 'readOnly', 'required',
  'title', 'type', 'uniqueItems', 'writeOnly',
]);

/** Words of other dialects, and what to write instead. */
export const FOREIGN_WORDS: Readonly<Record<string, string>> = {
  choices: 'call it "enum"',
  help: 'call it "description"',
  label: 'call it "title"',
  max: 'call it "maximum", or "maxLength" for a text',
  maxlength: 'call it "maxLength"',
  min: 'call it "minimum", or "minLength" for a text',
  minlength: 'call it "minLength"',
  optional: 'remove it: every setting is optional unless "required" beside "properties" names it',
  options: 'call it "enum"',
  password: 'call it "secret"',
  sensitive: 'call it "secret"',
  values: 'call it "enum"',
};

/** The types of JSON Schema. */
export const TYPE_WORDS: readonly string[] = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'];

/** Types as other languages call them. */
export const FOREIGN_TYPES: Readonly<Record<string, string>> = {
  bool: 'boolean', dict: 'object', double: 'number', float: 'number', int: 'integer', list: 'array', map: 'object', none: 'null', password: 'string', select: 'string', str: 'string', text: 'string',
};
