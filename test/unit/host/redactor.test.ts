import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDiagnostic, PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { createRedactor } from '../../../src/host/redactor.ts';

const KEY = 'sk-"12/34"';
const redactor = createRedactor(() => [KEY, { user: 'ada', password: 'hunter22' }, 7, null, 'abc']);

const TEXTS = [
  ['as it is', `key ${KEY}!`, 'key [secret]!'],
  ['inside of JSON', JSON.stringify({ key: KEY, n: 1 }), '{"key":"[secret]","n":1}'],
  ['inside of an address', `https://example.com/?key=${encodeURIComponent(KEY)}&n=1`, 'https://example.com/?key=[secret]&n=1'],
  ['more than once', `${KEY} ${KEY}`, '[secret] [secret]'],
  ['that is a part of a secret setting', 'login hunter22', 'login [secret]'],
  ['that is too short to be one', 'abc ada', 'abc ada'],
] as const;

describe('createRedactor', () => {
  for (const [what, text, expected] of TEXTS) {
    test(`${expected === text ? 'leaves' : 'takes out'} a secret ${what}`, () => {
      expect(redactor.text(text)).toBe(expected);
    });
  }

  test('takes any secret out of any text', () => {
    const secrets = fc.uniqueArray(fc.string({ minLength: 9, maxLength: 20 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(secrets, fc.array(fc.string({ maxLength: 5 })), (values, parts) => {
        const [secret = ''] = values;
        const shown = createRedactor(() => values).text(`${parts.join(secret)}${secret}`);
        expect(shown.includes(secret)).toBe(false);
      }),
    );
  });

  test('gives the same diagnostic for the same one, and the one it got where it holds no secret', () => {
    const leak = { ...createDiagnostic('PLX4101', { plugin: 'weather', action: KEY, state: 'loaded', actions: '' }), details: [`at ${KEY}`] };
    const redacted = redactor.diagnostic(leak);
    expect(redacted.details).toEqual(['at [secret]']);
    expect(JSON.stringify(redacted)).not.toContain('12/34');
    expect(redactor.diagnostic(leak)).toBe(redacted);
    const clean = createDiagnostic('PLX4104', {});
    expect(redactor.diagnostic(clean)).toBe(clean);
  });

  test('goes through errors and what caused them', () => {
    const diagnostic = createDiagnostic('PLX4104', {});
    const error = new PlexiError([{ ...diagnostic, message: KEY }], { cause: { name: 'Error', message: KEY, code: KEY, stack: `Error: ${KEY}`, retryAfterMs: 5 } });
    const redacted = redactor.error(error) as PlexiError;
    expect(redacted.diagnostics[0].message).toBe('[secret]');
    expect(redacted.cause).toEqual({ name: 'Error', message: '[secret]', code: '[secret]', stack: 'Error: [secret]', retryAfterMs: 5 });
    const other = new Error('other');
    expect(redactor.error(other)).toBe(other);
  });
});
