import { expect } from 'vitest';
import type { Message } from '../../sdk/capabilities/messages.ts';
import type { ChatRequest } from '../host/extension-points/providers.ts';
import { fitsPrompt } from '../host/services/model-prompt.ts';
import type { LogLevel } from '../sandbox/engine.ts';
import { LiveTestHost } from '../test-runner/live-test-host.ts';
import { listActivity } from './list-activity.ts';
import { listQuestions } from './list-questions.ts';

/** What a test can expect of a message: its content, a pattern, or some of its fields. */
export type ExpectedMessage = string | RegExp | { readonly [Field in keyof Message]?: unknown };

/** What a test can expect of a question to a model: what it asks, or some of its fields. */
export type ExpectedQuestion = string | RegExp | { readonly [Field in keyof ChatRequest]?: unknown };

/** What `expect(host)` can say about a test host. */
export interface HostMatchers<R = unknown> {
  /**
   * The plugin sent such a message.
   *
   * @param expected - The whole content; a pattern that the content matches; or fields of the message, whose
   *   values may be `expect.stringContaining(…)` and the like.
   */
  toHaveSentMessage(expected: ExpectedMessage): R;
  /** The plugin sent no message at all. */
  toHaveSentNothing(): R;
  /** The plugin logged a line of this level that contains the text or matches the pattern. */
  toHaveLogged(level: LogLevel, text: string | RegExp): R;
  /**
   * The model of the test was asked this, or anything.
   *
   * @param expected - What the last message or an instruction (role `system`) contains, or a pattern that one of them
   *   matches; or fields of the question, such as `{ temperature: 0 }`.
   */
  toHaveAskedModel(expected?: ExpectedQuestion): R;
  /** The plugin was refused something for want of this permission. A test that expects a denial says so with it. */
  toBeDeniedPermission(permission: string): R;
}

declare module 'vitest' {
  /* eslint-disable @typescript-eslint/no-empty-object-type, @typescript-eslint/no-explicit-any -- merging into vitest's own interfaces takes their exact shape */
  interface Assertion<T = any> extends HostMatchers<T> {}
  interface AsymmetricMatchersContaining extends HostMatchers {}
  /* eslint-enable */
}

interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
  readonly actual?: unknown;
  readonly expected?: unknown;
}

/** Teaches vitest's `expect` about test hosts. */
export function installMatchers(): void {
  expect.extend({
    toHaveSentMessage(received: unknown, expected: ExpectedMessage): Verdict {
      const host = checkHost(received, 'toHaveSentMessage');
      const wanted = toPattern(expected);
      const pass = host.sentMessages.some((message) => this.equals(message, wanted));
      const text = `the plugin to have sent ${describeExpected(expected)}`;
      return {
        pass,
        message: () => `expected ${pass ? text.replace('to have', 'not to have') : text}\n${listActivity(host)}`,
        // A difference helps only against one message: the last is the one a conversation is at.
        ...(!pass && typeof expected === 'string' && host.lastMessage && { actual: host.lastMessage.content, expected }),
      };
    },
    toHaveSentNothing(received: unknown): Verdict {
      const host = checkHost(received, 'toHaveSentNothing');
      const pass = host.sentMessages.length === 0;
      return { pass, message: () => `expected the plugin to have sent ${pass ? 'something' : 'nothing'}\n${listActivity(host)}` };
    },
    toHaveLogged(received: unknown, level: LogLevel, text: string | RegExp): Verdict {
      const host = checkHost(received, 'toHaveLogged');
      const pass = host.logs.some((line) => line.level === level && (typeof text === 'string' ? line.text.includes(text) : text.test(line.text)));
      const lines = host.logs.map((line) => `  ${line.level} ${JSON.stringify(line.text)}`);
      const found = lines.length === 0 ? 'it logged nothing' : `it logged:\n${lines.join('\n')}`;
      return { pass, message: () => `expected the plugin ${pass ? 'not ' : ''}to have logged ${level} ${typeof text === 'string' ? JSON.stringify(text) : String(text)}\n${found}` };
    },
    toHaveAskedModel(received: unknown, expected?: ExpectedQuestion): Verdict {
      const host = checkHost(received, 'toHaveAskedModel');
      const fits = typeof expected === 'string' || expected instanceof RegExp
        ? (request: ChatRequest) => fitsPrompt(request, expected)
        : (request: ChatRequest) => this.equals(request, expect.objectContaining(expected ?? {}));
      const pass = host.ai.requests.some(fits);
      return { pass, message: () => `expected the plugin ${pass ? 'not ' : ''}to have asked the model ${describeQuestion(expected)}\n${listQuestions(host.ai.requests)}` };
    },
    toBeDeniedPermission(received: unknown, permission: string): Verdict {
      const host = checkHost(received, 'toBeDeniedPermission');
      host.expectedDenials.add(permission);
      const pass = host.denials.some((denial) => denial.permission === permission);
      return { pass, message: () => `expected the plugin ${pass ? 'not ' : ''}to be denied ${permission}\n${listActivity(host)}` };
    },
  });
}

function checkHost(received: unknown, matcher: string): LiveTestHost {
  if (received instanceof LiveTestHost) return received;
  throw new TypeError(`expect(…).${matcher} takes what createTestHost returns; perhaps an "await" is missing`);
}

function toPattern(expected: ExpectedMessage): unknown {
  if (typeof expected === 'string') return expect.objectContaining({ content: expected });
  if (expected instanceof RegExp) return expect.objectContaining({ content: expect.stringMatching(expected) as unknown });
  return expect.objectContaining(expected);
}

function describeExpected(expected: ExpectedMessage): string {
  if (typeof expected === 'string') return JSON.stringify(expected);
  return expected instanceof RegExp ? `a message that matches ${String(expected)}` : `a message with ${JSON.stringify(expected)}`;
}

function describeQuestion(expected: ExpectedQuestion | undefined): string {
  if (expected === undefined) return 'anything';
  if (typeof expected === 'string') return JSON.stringify(expected);
  return expected instanceof RegExp ? `something that matches ${String(expected)}` : `a question with ${JSON.stringify(expected)}`;
}
