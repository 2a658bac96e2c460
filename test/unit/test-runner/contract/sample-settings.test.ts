import { describe, expect, test } from 'vitest';
import { listDefaults, sampleEdges, sampleSettings } from '../../../../src/test-runner/contract/sample-settings.ts';

const edges = (property: object): unknown => sampleEdges({ type: 'object', properties: { it: property as never } })[0]?.values;

describe('sampleEdges', () => {
  const CASES = [
    ['both truth values', { type: 'boolean', default: true }, [true, false]],
    ['each choice', { enum: ['a', 'b'] }, ['a', 'b']],
    ['the only value', { const: 7 }, [7]],
    ['default, smallest and largest number', { type: 'integer', minimum: 1, maximum: 9, default: 3 }, [3, 1, 9]],
    ['some number where nothing is said', { type: 'number' }, [1]],
    ['the shortest and the longest text', { type: 'string', minLength: 2, maxLength: 4 }, ['xx', 'xxxx']],
    ['no guess at a pattern', { type: 'string', pattern: '^a+$', default: 'aa' }, ['aa']],
    ['the empty list', { type: 'array' }, [[]]],
  ] as const;
  for (const [what, property, values] of CASES) {
    test(what, () => {
      expect(edges(property)).toEqual(values);
    });
  }

  test('is empty without settings', () => {
    expect([sampleEdges(undefined), sampleEdges({}), sampleEdges({ properties: true })]).toEqual([[], [], []]);
  });
});

describe('sampleSettings', () => {
  test('gives values only to what is required and has no default, examples first', () => {
    const schema = {
      properties: { key: { type: 'string', examples: ['abc'] }, city: { type: 'string', default: 'Oslo' }, days: { type: 'integer', minimum: 2 }, other: { type: 'string' } },
      required: ['key', 'city', 'days'],
    };
    expect(sampleSettings(schema)).toEqual({ key: 'abc', days: 2 });
    expect(listDefaults(schema)).toEqual({ city: 'Oslo' });
  });
});
