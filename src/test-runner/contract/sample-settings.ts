import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { JsonObject } from '../../core/manifest/schema.ts';

/** The part of a JSON Schema that says something about one setting. */
interface SettingSchema {
  readonly type?: unknown;
  readonly default?: JsonValue;
  readonly const?: JsonValue;
  readonly enum?: readonly JsonValue[];
  readonly examples?: readonly JsonValue[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** A setting, and values that its schema seems to allow. */
export interface SettingSamples {
  readonly name: string;
  readonly values: readonly JsonValue[];
}

/** Settings that are required and have no default, with a value that their schema seems to allow. */
export function sampleSettings(schema: JsonObject | undefined): Readonly<Record<string, JsonValue>> {
  const required = asObject(asObject(schema)['required']);
  const names = new Set(Object.values(required).filter((name) => typeof name === 'string'));
  const samples = listProperties(schema).filter(([name, property]) => names.has(name) && property.default === undefined);
  return Object.fromEntries(samples.flatMap(([name, property]) => listValues(property).slice(0, 1).map((value) => [name, value])));
}

/** The settings of a plugin that nobody has configured, as far as the schema tells. */
export function listDefaults(schema: JsonObject | undefined): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(listProperties(schema).flatMap(([name, property]) => (property.default === undefined ? [] : [[name, property.default]])));
}

/** For each setting: the values at the edges of what its schema allows. */
export function sampleEdges(schema: JsonObject | undefined): readonly SettingSamples[] {
  return listProperties(schema).map(([name, property]) => ({ name, values: listValues(property) }));
}

function listProperties(schema: JsonObject | undefined): readonly (readonly [string, SettingSchema])[] {
  return Object.entries(asObject(asObject(schema)['properties'])).map(([name, property]) => [name, asObject(property)]);
}

function listValues(schema: SettingSchema): readonly JsonValue[] {
  const { type, minimum, maximum, minLength = 0, maxLength, pattern } = schema;
  const given = [schema.const, ...(schema.enum ?? []), ...(schema.examples ?? []), schema.default].filter((value) => value !== undefined);
  if (schema.const !== undefined || schema.enum !== undefined) return given;
  if (type === 'boolean') return [true, false];
  if (type === 'integer' || type === 'number') return [...given, ...[minimum, maximum].filter((value) => value !== undefined), ...(given.length === 0 ? [minimum ?? maximum ?? 1] : [])];
  // What a pattern allows is not for us to guess.
  if (type === 'string' && pattern === undefined) return [...given, 'x'.repeat(Math.max(1, minLength)), ...(maxLength === undefined ? [] : ['x'.repeat(Math.min(maxLength, 4_000))])];
  if (type === 'array') return [...given, []];
  return given;
}

function asObject(value: unknown): Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, JsonValue>>) : {};
}
