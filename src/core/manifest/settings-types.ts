import type { JsonObject } from './schema.ts';
import { isObject, propertiesOf } from './json-object.ts';

/** The name of the file that types a plugin's settings. */
export const TYPES_FILE = 'plexi-env.d.ts';

/** Renders the file that types the settings of a plugin: an interface made from the settings schema. */
export function renderSettingsTypes(schema: JsonObject | undefined): string {
  const members = schema === undefined ? '' : renderMembers(schema, 2, hasValue(schema));
  return [
    '// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.',
    "import 'plexi-plugin/globals';",
    "import 'plexi-plugin/sdk';",
    ...(members === '' ? [] : ['', "declare module 'plexi-plugin/sdk' {", '  interface PluginSettings {', members, '  }', '}']),
    '',
  ].join('\n');
}

// A setting always has a value when it is required, or has a default: hosts fill defaults in.
function hasValue(schema: JsonObject): (name: string, property: JsonObject) => boolean {
  const required = requiredOf(schema);
  return (name, property) => required.has(name) || Object.hasOwn(property, 'default');
}

function requiredOf(schema: JsonObject): ReadonlySet<unknown> {
  return new Set(Array.isArray(schema['required']) ? schema['required'] : []);
}

function renderMembers(schema: JsonObject, depth: number, isSet: (name: string, property: JsonObject) => boolean): string {
  const indent = '  '.repeat(depth);
  return Object.entries(propertiesOf(schema))
    .map(([name, property]) => {
      const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
      return `${renderComment(property, indent)}${indent}readonly ${key}${isSet(name, property) ? '' : '?'}: ${renderType(property, depth)};`;
    })
    .join('\n');
}

function renderComment({ description, title }: JsonObject, indent: string): string {
  const text = typeof description === 'string' ? description : title;
  // `*/` would end the comment and begin code.
  return typeof text === 'string' && text.trim() !== '' ? `${indent}/** ${text.trim().replaceAll('*/', '*\\/').replace(/\s+/g, ' ')} */\n` : '';
}

function renderType(schema: JsonObject, depth: number): string {
  if (Object.hasOwn(schema, 'const')) return renderLiteral(schema['const']);
  if (Array.isArray(schema['enum'])) return join(schema['enum'].map(renderLiteral));
  const union = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(union)) return join(union.filter(isObject).map((branch) => renderType(branch, depth)));
  const types = Array.isArray(schema['type']) ? (schema['type'] as readonly unknown[]) : [schema['type']];
  return join(types.map((type) => renderNamed(type, schema, depth)));
}

function renderNamed(type: unknown, schema: JsonObject, depth: number): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'number':
    case 'null':
      return type;
    case 'integer':
      return 'number';
    case 'array':
      return `readonly (${isObject(schema['items']) ? renderType(schema['items'], depth) : JSON_TYPE})[]`.replace(/^readonly \((\w+)\)/, 'readonly $1');
    case 'object':
      return renderObject(schema, depth);
    default:
      return JSON_TYPE;
  }
}

const JSON_TYPE = "import('plexi-plugin/sdk').JsonValue";

function renderObject(schema: JsonObject, depth: number): string {
  const required = requiredOf(schema);
  // Defaults inside of a setting are not filled in: only the setting's own is.
  const members = renderMembers(schema, depth + 1, (name) => required.has(name));
  if (members !== '') return `{\n${members}\n${'  '.repeat(depth)}}`;
  const additional = schema['additionalProperties'];
  return `{ readonly [key: string]: ${isObject(additional) ? renderType(additional, depth) : JSON_TYPE} }`;
}

function renderLiteral(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null ? JSON.stringify(value) : JSON_TYPE;
}

function join(types: readonly string[]): string {
  return [...new Set(types)].join(' | ') || JSON_TYPE;
}
