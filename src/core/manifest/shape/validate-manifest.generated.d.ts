/** One way in which a value breaks the schema, as ajv reports it. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer to the value. */
  readonly instancePath: string;
  /** JSON pointer to the keyword, after "#". */
  readonly schemaPath: string;
  /** In ajv's words; the manifest's own validator leaves it out. */
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The keyword's value. */
  readonly schema: unknown;
  /** The schema that the keyword stands in. */
  readonly parentSchema: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

/** Whether a value is a manifest; `errors` says why not, until the next call. */
export const validate: ((value: unknown) => boolean) & { readonly errors?: readonly SchemaError[] | null };
