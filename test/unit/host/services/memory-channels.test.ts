import { describe, expect, test } from 'vitest';
import { createMemoryChannels } from '../../../../src/host/services/memory-channels.ts';

const create = () => createMemoryChannels([{ id: 'general', name: 'General' }], (id) => ['ada', 'bob'].includes(id));

describe('createMemoryChannels', () => {
  test('makes channels with ids of their own, and whoever makes one is in it', async () => {
    const channels = create();
    channels.add({ id: 'channel-1', name: 'Taken' });
    expect(await channels.create({ name: 'News', topic: 'All of it', memberIds: ['bob'] }, 'plugin:weather')).toEqual({ id: 'channel-2', name: 'News', topic: 'All of it' });
    expect(await channels.members('channel-2')).toEqual(['bob', 'plugin:weather']);
    expect((await channels.list({})).map(({ id }) => id)).toEqual(['general', 'channel-1', 'channel-2']);
  });

  test('changes what is named, and leaves the rest', async () => {
    const channels = create();
    await channels.update('general', { topic: 'Everything' }, 'ada');
    expect(await channels.update('general', { name: 'Lobby' }, 'ada')).toEqual({ id: 'general', name: 'Lobby', topic: 'Everything' });
  });

  test('leaves archived channels out of lists, and lets nobody change them', async () => {
    const channels = create();
    await channels.archive('general', 'ada');
    await channels.archive('general', 'ada');
    expect(await channels.list({})).toEqual([]);
    expect(await channels.list({ includeArchived: true })).toEqual([{ id: 'general', name: 'General', isArchived: true }]);
    expect(() => { channels.checkOpen('general'); }).toThrow(expect.objectContaining({ code: 'ARCHIVED' }) as Error);
    await expect(channels.update('general', { name: 'x' }, 'ada')).rejects.toMatchObject({ code: 'ARCHIVED' });
    await expect(channels.addMember('general', 'ada', 'ada')).rejects.toMatchObject({ code: 'ARCHIVED' });
    await expect(channels.removeMember('general', 'ada', 'ada')).rejects.toMatchObject({ code: 'ARCHIVED' });
  });

  test('puts users in and takes them out, and says whether that changed anything', async () => {
    const channels = create();
    expect([await channels.addMember('general', 'bob', 'ada'), await channels.addMember('general', 'bob', 'ada')]).toEqual([true, false]);
    expect([await channels.removeMember('general', 'bob', 'ada'), await channels.removeMember('general', 'bob', 'ada')]).toEqual([true, false]);
  });

  test('refuses channels and users that do not exist with NOT_FOUND, and changes nothing', async () => {
    const channels = create();
    const refused = [
      channels.members('nowhere'),
      channels.update('nowhere', { name: 'x' }, 'ada'),
      channels.archive('nowhere', 'ada'),
      channels.addMember('nowhere', 'ada', 'ada'),
      channels.addMember('general', 'nobody', 'ada'),
      channels.create({ name: 'News', memberIds: ['ada', 'nobody'] }, 'ada'),
    ];
    for (const each of refused) await expect(each).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await channels.get('nowhere')).toBeUndefined();
    expect(channels.all).toEqual([{ id: 'general', name: 'General' }]);
  });

  test('stops at a thousand channels with QUOTA_EXCEEDED', async () => {
    const channels = create();
    for (let count = 1; count < 1_000; count++) await channels.create({ name: 'x' }, 'ada');
    await expect(channels.create({ name: 'x' }, 'ada')).rejects.toMatchObject({ code: 'QUOTA_EXCEEDED' });
  });
});
