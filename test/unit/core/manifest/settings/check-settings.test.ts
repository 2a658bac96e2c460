import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../../../src/core/manifest/parse-json.ts';
import { checkSettings } from '../../../../../src/core/manifest/settings.ts';
import type { RunBounded } from '../../../../../src/core/manifest/settings/compile-schema.ts';
import type { JsonObject } from '../../../../../src/core/manifest/schema.ts';

function check(schema: JsonObject, run: RunBounded = (work) => work()): readonly string[] {
  const document = parseJson('settings.json', JSON.stringify(schema));
  return checkSettings({ schema, document, pointer: '' }, run).map(({ code, message }) => `${code} ${message}`);
}

const DIALECTS = ['http://json-schema.org/draft-07/schema#', 'https://json-schema.org/draft-07/schema', 'https://json-schema.org/draft/2020-12/schema'];

describe.each(DIALECTS)('a settings schema in the dialect %s', (dialect) => {
  const settings = (properties: JsonObject): JsonObject => ({ $schema: dialect, type: 'object', properties });

  test('is fine when the dialect’s own schema accepts it', () => {
    expect(check(settings({ city: { type: 'string', minLength: 1, default: 'Oslo' } }))).toEqual([]);
  });

  test('is refused where the dialect’s own schema refuses it', () => {
    expect(check(settings({ city: { type: 'string', minLength: -1 } }))).toEqual([expect.stringContaining('minLength')]);
    expect(check(settings({ city: { type: 'string', title: 3 } }))).toEqual([expect.stringContaining('title')]);
  });
});

test('a settings schema that takes too long to check is refused in so many words', () => {
  expect(check({ type: 'object' }, () => undefined)).toEqual([expect.stringMatching(/^PLX1116 .*it takes too long to understand/)]);
});
