import type { Message } from '../../sdk/capabilities/messages.ts';
import type { LogLevel } from '../sandbox/engine.ts';

/** What `expect(host)` can say about a test host. */
export interface HostMatchers<R = unknown> {
  /**
   * The plugin sent such a message.
   *
   * @param expected - The whole content; a pattern that the content matches; or fields of the message, whose
   *   values may be `expect.stringContaining(…)` and the like.
   */
  toHaveSentMessage(expected: string | RegExp | Partial<Message>): R;
  /** The plugin sent no message at all. */
  toHaveSentNothing(): R;
  /** The plugin logged a line of this level that contains the text or matches the pattern. */
  toHaveLogged(level: LogLevel, text: string | RegExp): R;
  /** The plugin was refused a host call for want of this permission. A test that expects a denial says so with it. */
  toBeDeniedPermission(permission: string): R;
}

declare module 'vitest' {
  /* eslint-disable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-explicit-any -- merging into vitest's own interfaces takes their exact shape */
  interface Assertion<T = any> extends HostMatchers<T> {}
  interface AsymmetricMatchersContaining extends HostMatchers {}
  /* eslint-enable */
}
