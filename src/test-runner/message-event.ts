import { randomUUID } from 'node:crypto';
import type { Message } from '../../sdk/capabilities/messages.ts';
import type { MessageEvent } from '../../sdk/kinds/message-processor.ts';

/** The parts of an event that a test cares about; the rest is filled in. */
export interface MessageEventParts extends Partial<Message> {
  readonly type?: MessageEvent['type'];
  /** Id of the event; `id` is the message's. */
  readonly eventId?: string;
  /** When it happened; default: when the message was written. */
  readonly timestamp?: string;
}

const WRITTEN = '2026-01-01T12:00:00.000Z';

/**
 * Makes a message. What is not given is filled in: channel `general`, author `alice`, a fixed time, a fresh id.
 *
 * @param parts - Its content, or any of its fields.
 */
export function createMessage(parts: string | Partial<Message> = {}): Message {
  const given = typeof parts === 'string' ? { content: parts } : parts;
  return {
    id: `message-${randomUUID()}`,
    channelId: 'general',
    authorId: 'alice',
    content: '',
    createdAt: WRITTEN,
    ...given,
  };
}

/**
 * Makes an event as a plugin's `onMessageReceived` gets it, or another `onMessage…` hook with `type`.
 *
 * @param parts - The message's content, or any field of the message and the event.
 *
 * @example
 * ```ts
 * createMessageEvent('!weather Oslo');
 * createMessageEvent({ content: 'hello', channelId: 'support', authorId: 'bob' });
 * createMessageEvent({ type: 'message.deleted', id: 'm-1' });
 * ```
 */
export function createMessageEvent(parts: string | MessageEventParts = {}): MessageEvent {
  const { type = 'message.received', eventId, timestamp, ...fields } = typeof parts === 'string' ? { content: parts } : parts;
  const message = createMessage(fields);
  return {
    id: eventId ?? `event-${randomUUID()}`,
    type,
    timestamp: timestamp ?? message.editedAt ?? message.createdAt,
    message,
  };
}

/** Fills in an event as a host would: ids by number, the host's time. */
export function completeEvent(event: string | MessageEventParts | MessageEvent, number: number, now: Date): MessageEvent {
  if (typeof event === 'object' && 'message' in event) return event;
  const parts = typeof event === 'string' ? { content: event } : event;
  return createMessageEvent({ id: `user-message-${number}`, eventId: `user-event-${number}`, createdAt: now.toISOString(), ...parts });
}
