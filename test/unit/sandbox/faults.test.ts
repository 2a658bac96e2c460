import { describe, expect, test } from 'vitest';
import { createFaultDiagnostic, type EndKind } from '../../../src/sandbox/faults.ts';
import { createFailure } from '../../../src/sandbox/guest-failure.ts';
import { TEST_LIMITS } from '../../helpers/sandbox.ts';

const CODES: Readonly<Record<EndKind, string>> = {
  'cpu-turn': 'PLX4001',
  'cpu-rate': 'PLX4002',
  memory: 'PLX4003',
  stack: 'PLX4004',
  'calls-in-flight': 'PLX4005',
  'call-rate': 'PLX4006',
  'log-rate': 'PLX4008',
  kernel: 'PLX4511',
  'kernel-cpu': 'PLX4510',
  crash: 'PLX4009',
  evaluation: 'PLX4011',
  registration: 'PLX4012',
  protocol: 'PLX4014',
  process: 'PLX4480',
  'shared-process': 'PLX4481',
};

describe('createFaultDiagnostic', () => {
  for (const [kind, code] of Object.entries(CODES) as [EndKind, string][]) {
    test(`says ${code} for ${kind}, in a sentence without gaps`, () => {
      const location = { file: 'src/index.ts', line: 3, column: 5 };
      const diagnostic = createFaultDiagnostic({ plugin: 'weather', kind, limits: TEST_LIMITS, during: 'in "onLoad"', failure: createFailure('told to\u001b[2J'), location });
      expect(diagnostic).toMatchObject({ code, severity: 'error', ...location });
      expect(diagnostic.message).toContain('"weather"');
      expect(diagnostic.message + diagnostic.hint).not.toMatch(/\{[a-z]+\}|\u001b/);
    });
  }

  test('says PLX1319, without a place in the SDK, for an entry point that is not of its kind', () => {
    const location = { file: 'dist/plugin.js', line: 794, column: 86 };
    const failure = { ...createFailure('the manifest calls src/index.ts a tool'), name: 'EntryPointError' };
    const diagnostic = createFaultDiagnostic({ plugin: 'weather', kind: 'evaluation', limits: TEST_LIMITS, during: '', failure, location });
    expect(diagnostic.code).toBe('PLX1319');
    expect(diagnostic.message).toContain('says: the manifest calls src/index.ts a tool');
    expect(diagnostic).not.toHaveProperty('file');
  });
});
