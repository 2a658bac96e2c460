import { formatPointer } from '../json-pointer.ts';
import { describeType } from '../json-type.ts';
import type { SchemaError } from '../shape/validate-manifest.generated.js';

/** Puts what a settings schema has against settings into a sentence without a period. */
export function describeSettingError({ instancePath, keyword, params, message = 'is not valid' }: SchemaError, called: 'setting' | 'parameter' = 'setting'): string {
  const field = formatPointer(instancePath);
  const subject = field === '' ? '' : `"${field}" `;
  if (keyword === 'additionalProperties') return `there is no ${called} "${join(field, params['additionalProperty'])}"`;
  if (keyword === 'required') return `the ${called} "${join(field, params['missingProperty'])}" is missing`;
  if (keyword === 'enum') return `${subject}must be one of ${(params['allowedValues'] as readonly unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
  if (keyword === 'type') return `${subject}must be ${[params['type']].flat().map((type) => describeType(String(type))).join(' or ')}`;
  return `${subject}${message}`;
}

function join(field: string, name: unknown): string {
  return field === '' ? String(name) : `${field}.${String(name)}`;
}
