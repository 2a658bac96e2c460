import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/core/manifest/schema.ts';
import { createParameterChecks } from '../../../../src/host/extension-points/parameter-checks.ts';
import { samplePattern } from '../../../../src/test-runner/contract/sample-pattern.ts';
import { sampleParameters, sampleValues } from '../../../../src/test-runner/contract/sample-values.ts';

describe('samplePattern', () => {
  for (const pattern of ['^[A-Z0-9]{4}-[A-Z0-9]{4}$', '^\\d{6}$', '^\\+\\d{3,15}$', 'a.c', '^[^@]+$', '^x*y?z+$', '^\\S+\\s\\w$']) {
    test(`makes a text of ${pattern}`, () => {
      expect(samplePattern(pattern)).toMatch(new RegExp(pattern, 'u'));
    });
  }

  for (const pattern of ['^(a|b)$', '(a+)+$', 'a|b', '[', '\\bword\\b']) {
    test(`leaves ${pattern} alone`, () => {
      expect(samplePattern(pattern)).toBeUndefined();
    });
  }
});

const SCHEMAS: readonly JsonObject[] = [
  { type: 'object', properties: { text: { type: 'string', minLength: 2, maxLength: 9 }, count: { type: 'integer', minimum: -3 }, code: { type: 'string', pattern: '^[a-f]{3}$' } }, required: ['text', 'code'], additionalProperties: false },
  { type: 'object', properties: { list: { type: 'array', items: { type: 'number', exclusiveMinimum: 0, maximum: 1 }, minItems: 2 }, either: { oneOf: [{ const: 1 }, { enum: ['a', null] }] } }, required: ['list'] },
  { type: 'object', properties: { inner: { type: 'object', properties: { when: { type: 'string', format: 'date-time' }, is: { type: ['boolean', 'null'] } }, required: ['when'] } }, required: ['inner'] },
];

describe('sampleValues', () => {
  for (const schema of SCHEMAS) {
    test(`makes only values that the schema allows, with and without what it does not require: ${Object.keys(schema['properties'] as object).join()}`, async () => {
      const samples = sampleParameters(schema);
      expect(samples.length).toBeGreaterThan(2);
      for (const sample of samples) expect((await createParameterChecks().complete(schema, sample)).problem).toBeUndefined();
    });
  }

  test('goes no deeper than it must, and makes no crowd', () => {
    let schema: JsonObject = { type: 'string' };
    for (let depth = 0; depth < 20; depth++) schema = { type: 'object', properties: { a: schema, b: schema } };
    expect(sampleValues(schema).length).toBeLessThanOrEqual(24);
  });
});
