/** One error of a compiled JSON Schema validator (ajv, with `verbose`). */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer of the value. */
  readonly instancePath: string;
  /** JSON pointer of the keyword in the schema. */
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  readonly data?: unknown;
  /** The schema that holds the keyword. */
  readonly parentSchema?: Readonly<Record<string, unknown>>;
}

/**
 * Leaves one error per mistake: of the branches of a union, those of the one that the author meant.
 *
 * A branch is meant when the value has its type. When none is, the union itself is the error.
 */
export function selectErrors(errors: readonly SchemaError[]): readonly SchemaError[] {
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf');
  const outer = unions.find((union) => !unions.some((other) => other !== union && isInside(union, other)));
  if (outer === undefined) return errors;
  const within = errors.filter((error) => error !== outer && isInside(error, outer));
  const outside = errors.filter((error) => error !== outer && !isInside(error, outer));
  return [...selectErrors(outside), ...selectBranch(outer, within)];
}

function selectBranch(union: SchemaError, within: readonly SchemaError[]): readonly SchemaError[] {
  const names = new Set(within.map((error) => nameBranch(error, union)));
  const branches = [...names].map((name) => within.filter((error) => nameBranch(error, union) === name));
  const meant = branches.filter((branch) => !branch.some((error) => error.keyword === 'type' && error.instancePath === union.instancePath));
  const [only] = meant;
  return only === undefined || meant.length > 1 ? [union] : selectErrors(only);
}

function nameBranch({ schemaPath }: SchemaError, union: SchemaError): string {
  return schemaPath.slice(union.schemaPath.length).split('/')[1] ?? '';
}

function isInside(error: SchemaError, union: SchemaError): boolean {
  return error.schemaPath.startsWith(`${union.schemaPath}/`) && `${error.instancePath}/`.startsWith(`${union.instancePath}/`);
}
