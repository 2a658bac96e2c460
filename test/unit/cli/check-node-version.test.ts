import { describe, expect, test } from 'vitest';
import { checkNodeVersion } from '../../../src/cli/check-node-version.ts';

describe('checkNodeVersion', () => {
  for (const version of ['18.20.4', '20.18.3', '0.12.0']) {
    test(`refuses ${version} with PLX0005`, () => {
      expect(checkNodeVersion(version)?.code).toBe('PLX0005');
    });
  }

  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0']) {
    test(`accepts ${version}`, () => {
      expect(checkNodeVersion(version)).toBeUndefined();
    });
  }
});
