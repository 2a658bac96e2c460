import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { mergeHealthReports, mergeSelfTestReports, parseHealthReport, parseSelfTestReport } from '../../../src/host/parse-reports.ts';

const NOT_HEALTH = [null, 'healthy', [], {}, { status: 'fine' }, { status: 'healthy', message: 1 }] as const satisfies readonly JsonValue[];
const NOT_SELF_TEST = [
  null,
  true,
  {},
  { passed: 'yes' },
  { passed: true, tests: {} },
  { passed: true, tests: ['a'] },
  { passed: true, tests: [{ name: 'a' }] },
  { passed: true, tests: [{ name: 'a', passed: true, message: 1 }] },
  { passed: true, message: 1 },
] as const satisfies readonly JsonValue[];

describe('parseHealthReport', () => {
  test('reads a status, its sentence, and nothing else', () => {
    expect(parseHealthReport('weather', { status: 'degraded', message: 'slow', extra: 1 })).toEqual({ status: 'degraded', message: 'slow' });
  });

  for (const value of NOT_HEALTH) {
    test(`refuses ${JSON.stringify(value)} with PLX4109`, () => {
      expect(() => parseHealthReport('weather', value)).toThrowCode('PLX4109');
    });
  }
});

describe('mergeHealthReports', () => {
  test('is as bad as the worst, and healthy when nobody says anything', () => {
    expect(mergeHealthReports([{ status: 'healthy' }, { status: 'unhealthy', message: 'a' }, { status: 'degraded', message: 'b' }])).toEqual({
      status: 'unhealthy',
      message: 'a; b',
    });
    expect(mergeHealthReports([])).toEqual({ status: 'healthy' });
  });
});

describe('parseSelfTestReport', () => {
  test('reads what was tested', () => {
    const report = { passed: false, tests: [{ name: 'storage', passed: false, message: 'full' }], message: 'one failed' };
    expect(parseSelfTestReport('weather', report)).toEqual(report);
  });

  for (const value of NOT_SELF_TEST) {
    test(`refuses ${JSON.stringify(value)} with PLX4109`, () => {
      expect(() => parseSelfTestReport('weather', value)).toThrowCode('PLX4109');
    });
  }
});

describe('mergeSelfTestReports', () => {
  test('passes when every entry point and every test passed', () => {
    expect(mergeSelfTestReports([{ passed: true, tests: [{ name: 'a', passed: true }] }, { passed: true }]).passed).toBe(true);
    expect(mergeSelfTestReports([{ passed: true }, { passed: false }]).passed).toBe(false);
  });

  test('does not pass when a report says so beside a test that did not', () => {
    expect(mergeSelfTestReports([{ passed: true, tests: [{ name: 'a', passed: false }] }]).passed).toBe(false);
  });
});
