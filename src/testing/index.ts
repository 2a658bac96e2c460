export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';
export { createTestHost } from './create-test-host.ts';
export type {
  Denial,
  LogLine,
  TestClock,
  TestConfig,
  TestHost,
  TestHostOptions,
  TestStorage,
} from './test-host.ts';
export { createMessage, createMessageEvent } from './message-event.ts';
export type { MessageEventParts } from './message-event.ts';
export type { HostMatchers } from './matchers.ts';
