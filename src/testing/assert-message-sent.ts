import { expect } from 'vitest';
import type { TestHost } from '../test-runner/test-host.ts';
import type { ExpectedMessage } from './matchers.ts';

/**
 * Fails the test unless the plugin sent such a message: the same as `expect(host).toHaveSentMessage(expected)`.
 *
 * @param host - What `createTestHost` returned.
 * @param expected - The whole content, a pattern, or fields of the message.
 *
 * @example
 * ```ts
 * assertMessageSent(host, { channelId: 'general', content: 'Oslo: 7 °C' });
 * ```
 */
export function assertMessageSent(host: TestHost, expected: ExpectedMessage): void {
  expect(host).toHaveSentMessage(expected);
}
