import { propertiesOf } from '../json-object.ts';
import type { JsonObject } from '../schema.ts';
import { walkSchema } from './walk-schema.ts';

/** Whether a schema marks what it describes as a secret. */
export function isSecret(schema: JsonObject): boolean {
  return schema['secret'] === true || schema['format'] === 'password';
}

/** The settings that are secrets, or hold one. */
export function listSecrets(schema: JsonObject): readonly string[] {
  const properties = Object.entries(propertiesOf(schema));
  return properties.filter(([, property]) => walkSchema(property).some((each) => isSecret(each.schema))).map(([name]) => name);
}
