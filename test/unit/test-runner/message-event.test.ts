import { describe, expect, test } from 'vitest';
import { completeEvent, createMessage, createMessageEvent } from '../../../src/test-runner/message-event.ts';

describe('createMessageEvent', () => {
  test('a text is the content of a message that somebody wrote', () => {
    expect(createMessageEvent('hello')).toMatchObject({ type: 'message.received', message: { content: 'hello', channelId: 'general', authorId: 'alice' } });
  });

  test('every field can be given, of the message and of the event', () => {
    const parts = { id: 'm', channelId: 'c', authorId: 'a', content: 'x', replyTo: 'r', createdAt: '2026-02-01T00:00:00.000Z', editedAt: '2026-02-02T00:00:00.000Z' };
    const event = createMessageEvent({ ...parts, type: 'message.edited', eventId: 'e' });
    expect(event).toEqual({ id: 'e', type: 'message.edited', timestamp: parts.editedAt, message: parts });
  });

  test('ids are never the same twice', () => {
    const ids = [createMessage(), createMessage()].map(({ id }) => id);
    expect(new Set([...ids, createMessageEvent().id, createMessageEvent().id]).size).toBe(4);
  });
});

describe('completeEvent', () => {
  const now = new Date('2026-03-01T10:00:00Z');

  test('fills in ids by number and the time of the host', () => {
    expect(completeEvent('hello', 7, now)).toMatchObject({ id: 'user-event-7', timestamp: now.toISOString(), message: { id: 'user-message-7', createdAt: now.toISOString() } });
  });

  test('leaves a whole event as it is', () => {
    const event = createMessageEvent('hello');
    expect(completeEvent(event, 7, now)).toBe(event);
  });
});
