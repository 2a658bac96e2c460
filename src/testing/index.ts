import { installMatchers } from './matchers.ts';

export { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test, vi } from 'vitest';
export type { Message } from '../../sdk/capabilities/messages.ts';
export type { MessageEvent } from '../../sdk/kinds/message-processor.ts';
export type { JsonValue } from '../../sdk/runtime-interface.ts';
export type { Denial } from '../host/denials.ts';
export type { LogRecord } from '../host/log.ts';
export type { PluginStorage } from '../host/services/storage.ts';
export type { ModelTurn } from '../host/services/model-turn.ts';
export type { FileInfo } from '../../sdk/capabilities/files.ts';
export type { FileEvent } from '../../sdk/kinds/file-handler.ts';
export { createAnalyticsEvent, createAnnouncedEvent } from '../test-runner/announced-event.ts';
export {
  createCallEvent,
  createParticipantEvent,
  createStreamEvent,
  type CallEventParts,
  type CallParts,
  type ParticipantEventParts,
  type StreamEventParts,
} from '../test-runner/call-event.ts';
export type { TestRequestOptions, TestResponse } from '../test-runner/test-client.ts';
export type { TestPermissions } from '../test-runner/test-permissions.ts';
export type { TestTasks } from '../test-runner/test-tasks.ts';
export type { TestUser } from '../test-runner/test-user.ts';
export type { TestWebhooks } from '../test-runner/test-webhooks.ts';
export { createFileEvent, type FileEventParts } from '../test-runner/file-event.ts';
export type { Fault, TestFaults } from '../test-runner/faults/test-faults.ts';
export type { TestFiles, UploadParts } from '../test-runner/test-files.ts';
export { createMessage, createMessageEvent, type MessageEventParts } from '../test-runner/message-event.ts';
export type { TestClock, TestConfig, TestHost, TestHostOptions } from '../test-runner/test-host.ts';
export { assertMessageSent } from './assert-message-sent.ts';
export { createTestHost, type CreateTestHostOptions } from './create-test-host.ts';
export type { ExpectedMessage, ExpectedQuestion, HostMatchers } from './matchers.ts';

// The one effect on import in this project: matchers belong to whoever imports this module, without a set-up file.
installMatchers();
