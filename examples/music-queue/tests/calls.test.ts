import { createTestHost, describe, expect, test, type TestHost } from 'plexi-plugin/testing';

async function listPlayed(host: TestHost): Promise<readonly string[]> {
  return (await host.media.streams('call-1')).map(({ source }) => source);
}

async function startWithTracks(): Promise<TestHost> {
  const host = await createTestHost();
  for (const source of ['moonlight.ogg', 'polka.ogg']) await host.receive({ content: `!play ${source}`, authorId: 'ada' });
  await host.media.startCall({ id: 'call-1', channelId: 'general' });
  return host;
}

describe('in a call', () => {
  test('plays one track after the other', async () => {
    const host = await startWithTracks();
    expect(await listPlayed(host)).toEqual(['moonlight.ogg']);
    const [stream] = await host.media.streams('call-1');
    await host.media.endStream(stream?.id ?? '');
    expect(await listPlayed(host)).toEqual(['polka.ogg']);
  });

  test('begins at once when nothing is played', async () => {
    const host = await createTestHost();
    await host.media.startCall({ id: 'call-1', channelId: 'general' });
    await host.receive('!play moonlight.ogg');
    expect(host.lastMessage?.content).toBe('Now: moonlight.ogg');
    expect(await listPlayed(host)).toEqual(['moonlight.ogg']);
  });

  test('skips when enough people want to', async () => {
    const host = await startWithTracks();
    const [ada, bob] = [host.user('ada'), host.user('bob')];
    expect(await ada.says('!skip')).toMatchObject([{ content: '1 of 2 want to skip moonlight.ogg.' }]);
    expect(await ada.says('!skip')).toMatchObject([{ content: '1 of 2 want to skip moonlight.ogg.' }]);
    expect(await bob.says('!skip')).toMatchObject([{ content: 'Now: polka.ogg' }]);
    expect(await listPlayed(host)).toEqual(['polka.ogg']);
  });

  test('keeps what waits for the next call', async () => {
    const host = await startWithTracks();
    await host.media.endCall('call-1');
    await host.receive('!queue');
    expect(host.lastMessage?.content).toBe('1. polka.ogg (1)');
  });
});
