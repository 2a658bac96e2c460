import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../../diagnostics/plexi-error.ts';
import { appendPointer } from '../json-pointer.ts';
import { isObject } from '../json-object.ts';
import { describeType, jsonTypeOf } from '../json-type.ts';
import type { SourceDocument } from '../source-document.ts';
import { describeError } from './describe-error.ts';
import { findRepetitions } from './find-repetitions.ts';
import { SECTIONS, STANDS_FOR } from './other-guides.ts';
import { selectErrors } from './select-errors.ts';
import { validate, type SchemaError } from './validate-manifest.generated.js';

/** A problem, and the value that has it. */
export interface ShapeProblem {
  readonly pointer: string;
  readonly diagnostic: Diagnostic;
}

/** Says where a manifest does not have the shape of the schema: one problem per mistake. */
export function checkShape(document: SourceDocument): readonly ShapeProblem[] {
  const { value } = document;
  if (!isObject(value)) {
    const diagnostic = createDiagnostic('PLX1105', { found: describeType(jsonTypeOf(value)) }, document.locate(''));
    return [{ pointer: '', diagnostic }];
  }
  const errors = selectErrors(validate(value) ? [] : (validate.errors ?? []));
  return [
    ...errors.filter((error) => !isExplained(error, value)).map((error) => toProblem(error, document)),
    ...findRepetitions(value).map((pointer) => describeRepetition(pointer, document)),
  ];
}

// `plugin_id` is reported as unknown, with the advice to call it `name`: that `name` is missing is the same mistake.
// So it is with sections, which other manifests have.
function isExplained({ keyword, instancePath, params }: SchemaError, value: Readonly<Record<string, unknown>>): boolean {
  const missing = String(params['missingProperty']);
  if (keyword !== 'required' || instancePath !== '') return false;
  return Object.keys(value).some((key) => {
    if (Object.hasOwn(STANDS_FOR, key)) return STANDS_FOR[key] === missing;
    const section = SECTIONS.has(key) ? value[key] : undefined;
    return isObject(section) && Object.hasOwn(section, missing);
  });
}

function toProblem(error: SchemaError, document: SourceDocument): ShapeProblem {
  const extra = error.params['additionalProperty'];
  const pointer = typeof extra === 'string' ? appendPointer(error.instancePath, extra) : error.instancePath;
  const isYaml = /\.ya?ml$/i.test(document.file);
  const diagnostic = describeError(error, document.locate(pointer, typeof extra === 'string' ? 'key' : 'value'), isYaml);
  return { pointer, diagnostic };
}

function describeRepetition({ list, pointer, item }: { list: string; pointer: string; item: string }, document: SourceDocument): ShapeProblem {
  return { pointer, diagnostic: createDiagnostic('PLX1125', { path: list, item }, document.locate(pointer)) };
}
