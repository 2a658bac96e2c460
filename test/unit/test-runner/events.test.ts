import { describe, expect, test } from 'vitest';
import { HOST_EVENTS } from '../../../src/core/permissions/methods.ts';
import { createAnalyticsEvent, createAnnouncedEvent } from '../../../src/test-runner/announced-event.ts';
import { createCallEvent, createParticipantEvent, createStreamEvent } from '../../../src/test-runner/call-event.ts';
import { createFileEvent } from '../../../src/test-runner/file-event.ts';
import { createMessageEvent } from '../../../src/test-runner/message-event.ts';

describe('builders of events', () => {
  test('there is one for every event that hosts deliver', () => {
    const made = [
      ...(['received', 'sent', 'edited', 'deleted'] as const).map((what) => createMessageEvent({ type: `message.${what}` })),
      ...(['uploaded', 'downloaded', 'deleted'] as const).map((what) => createFileEvent({ type: `file.${what}` })),
      ...(['started', 'ended'] as const).map((what) => createCallEvent({ type: `call.${what}` })),
      ...(['joined', 'left'] as const).map((what) => createParticipantEvent({ type: `participant.${what}` })),
      ...(['started', 'ended'] as const).map((what) => createStreamEvent({ type: `stream.${what}` })),
      createAnalyticsEvent('x'),
    ];
    expect(made.map(({ type }) => type).sort()).toEqual(Object.keys(HOST_EVENTS).sort());
    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
  });

  test('what is given is in them, and the rest is filled in', () => {
    expect(createStreamEvent({ eventId: 'e', call: { id: 'c', startedAt: '2026-02-03T00:00:00.000Z' }, id: 's', kind: 'video' })).toEqual({
      id: 'e',
      type: 'stream.started',
      timestamp: '2026-02-03T00:00:00.000Z',
      call: { id: 'c', startedAt: '2026-02-03T00:00:00.000Z' },
      stream: { id: 's', callId: 'c', kind: 'video', source: 'microphone', userId: 'alice', startedAt: '2026-02-03T00:00:00.000Z' },
    });
    expect(createParticipantEvent({ userId: 'bob' })).toMatchObject({ type: 'participant.joined', call: { id: 'call-1' }, participant: { userId: 'bob', isMuted: false } });
    expect(createAnnouncedEvent('votes:cast', 1)).toMatchObject({ source: 'votes', data: 1 });
    expect(createAnnouncedEvent('plugin.enabled', { plugin: 'x' })).toMatchObject({ source: 'host' });
    expect(createAnalyticsEvent({ name: 'a', userId: 'ada' })).toMatchObject({ data: { name: 'a', properties: {}, userId: 'ada' } });
  });
});
