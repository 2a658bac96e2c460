import { describe, expect, test } from 'vitest';
import { createMemoryCalls } from '../../../../src/host/services/memory-calls.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';

function create() {
  const calls = createMemoryCalls({ clock: createVirtualClock('2026-01-01T12:00:00Z') });
  const heard: string[] = [];
  calls.listen((event, actor) => {
    const about = 'participant' in event ? event.participant.userId : 'stream' in event ? event.stream.source : event.call.id;
    heard.push([event.type, about, ...(actor === undefined ? [] : [actor])].join(' '));
  });
  calls.startCall({ channelId: 'general' });
  for (const user of ['ada', 'bob']) {
    calls.join('call-1', user);
    calls.startStream({ callId: 'call-1', kind: 'audio', source: `voice of ${user}`, userId: user });
  }
  heard.length = 0;
  return { calls, heard };
}

describe('createMemoryCalls', () => {
  test('ends the streams of whoever is removed, before they leave, and says who did it', async () => {
    const { calls, heard } = create();
    await calls.kick('call-1', 'ada', 'plugin:guard');
    expect(heard).toEqual(['stream.ended voice of ada plugin:guard', 'participant.left ada plugin:guard']);
    expect((await calls.participants('call-1')).map(({ userId }) => userId)).toEqual(['bob']);
    expect((await calls.streams('call-1')).map(({ source }) => source)).toEqual(['voice of bob']);
  });

  test('ends everything in a call before the call', () => {
    const { calls, heard } = create();
    calls.endCall('call-1');
    expect(heard).toEqual(['stream.ended voice of ada', 'stream.ended voice of bob', 'participant.left ada', 'participant.left bob', 'call.ended call-1']);
  });

  test('mutes and unmutes', async () => {
    const { calls } = create();
    await calls.mute('call-1', 'ada', true);
    expect(await calls.participants('call-1')).toMatchObject([{ userId: 'ada', isMuted: true }, { userId: 'bob', isMuted: false }]);
    await calls.mute('call-1', 'ada', false);
    expect(await calls.participants('call-1')).toMatchObject([{ isMuted: false }, { isMuted: false }]);
  });

  test('plays to everybody, until it is stopped', async () => {
    const { calls, heard } = create();
    const stream = await calls.play('call-1', 'song', 'plugin:music');
    await calls.stop(stream.id, 'plugin:music');
    expect(heard).toEqual(['stream.started song plugin:music', 'stream.ended song plugin:music']);
  });

  test('lets somebody come in once', () => {
    const { calls, heard } = create();
    calls.join('call-1', 'ada');
    expect(heard).toEqual([]);
  });

  const REFUSED = [
    ['a call that is not there', (calls) => calls.participants('nowhere')],
    ['somebody who is not in the call', (calls) => calls.kick('call-1', 'carol', 'plugin:guard')],
    ['the stream of a person', (calls) => calls.stop('stream-1', 'plugin:guard')],
    ['a stream that is not there', (calls) => calls.stop('stream-9', 'plugin:guard')],
  ] as const satisfies readonly (readonly [string, (calls: ReturnType<typeof createMemoryCalls>) => Promise<unknown>])[];

  for (const [what, use] of REFUSED) {
    test(`refuses ${what}`, async () => {
      await expect(use(create().calls)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  }

  test('tells nobody who has stopped listening', () => {
    const calls = createMemoryCalls({ clock: createVirtualClock(0) });
    let count = 0;
    calls.listen(() => { count += 1; })();
    calls.startCall();
    expect(count).toBe(0);
  });
});
