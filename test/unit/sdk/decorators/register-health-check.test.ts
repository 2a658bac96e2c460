import { expect, test } from 'vitest';
import { addHealthCheck, registerHealthCheck } from '../../../../sdk/decorators/register-health-check.ts';
import { FeaturePlugin } from '../../../../sdk/kinds/feature.ts';

class Plain extends FeaturePlugin {}

for (const timeout of ['11s', '0s', 'soon'] as const) {
  test(`a health check cannot have the timeout ${timeout}`, () => {
    expect(() => registerHealthCheck('ready', { timeout: timeout as '11s' })).toThrow(TypeError);
  });
}

test('two health checks of a plugin have two names', () => {
  const plugin = new Plain();
  addHealthCheck(plugin, 'ready', 'disk', () => ({ status: 'healthy' }));
  expect(() => { addHealthCheck(plugin, 'live', 'disk', () => ({ status: 'healthy' })); }).toThrow('there are two contributions of type "health-check" with the name "disk"');
});
