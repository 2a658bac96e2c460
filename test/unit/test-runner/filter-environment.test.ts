import { describe, expect, test } from 'vitest';
import { filterEnvironment } from '../../../src/test-runner/filter-environment.ts';

describe('filterEnvironment', () => {
  for (const name of ['PLEXI_SIGNING_KEY', 'PLEXI_REGISTRY', 'PLEXI_TOKEN', 'PLEXI_HOME', 'plexi_signing_key', 'VITEST', 'VITEST_WORKER_ID']) {
    test(`hides ${name}`, () => {
      expect(filterEnvironment({ [name]: 'x' })).toEqual({});
    });
  }

  test('leaves everything else as it is', () => {
    const env = { PATH: '/bin', CI: 'true', MY_PLEXI_KEY: 'mine', TZ: 'UTC' };
    expect(filterEnvironment(env)).toEqual(env);
  });
});
