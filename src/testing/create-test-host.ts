import type { TestHost, TestHostOptions } from './test-host.ts';

/**
 * Loads and enables the plugin under test, from its real bundle in the real sandbox. Closed when the test ends.
 *
 * @example
 * ```ts
 * const host = await createTestHost({ config: { units: 'metric' } });
 * await host.receive('!weather Oslo');
 * expect(host).toHaveSentMessage(/Oslo/);
 * ```
 */
export function createTestHost(options: TestHostOptions = {}): Promise<TestHost> {
  return Promise.reject(new Error(`not written yet: ${typeof options}`));
}
