import { describe, expect, test } from 'vitest';
import type { MessageEvent } from '../../../../sdk/kinds/message-processor.ts';
import { createMemoryChat, type MemoryChatOptions } from '../../../../src/host/services/memory-chat.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';

function createChat(options: Partial<MemoryChatOptions> = {}) {
  const clock = createVirtualClock('2026-01-01T12:00:00Z');
  const chat = createMemoryChat({ clock, ...options });
  const events: (readonly [MessageEvent['type'], string, string])[] = [];
  chat.listen((event, actorId) => void events.push([event.type, event.message.content, actorId]));
  return { chat, clock, events };
}

const HELLO = { channelId: 'general', authorId: 'alice', content: 'hello' };

describe('createMemoryChat', () => {
  test('stores what is sent and tells about it, with the time of its clock', async () => {
    const { chat, events } = createChat();
    const message = await chat.send(HELLO);
    expect(message).toEqual({ ...HELLO, id: 'message-1', createdAt: '2026-01-01T12:00:00.000Z' });
    expect(await chat.get('message-1')).toEqual(message);
    expect(events).toEqual([['message.received', 'hello', 'alice']]);
  });

  test('calls a message of a plugin sent, and one of a user received', async () => {
    const { chat, events } = createChat();
    await chat.send({ ...HELLO, authorId: 'plugin:weather' });
    expect(events).toEqual([['message.sent', 'hello', 'plugin:weather']]);
  });

  test('answers only messages of the same channel', async () => {
    const { chat } = createChat({ channels: [{ id: 'general', name: 'General' }, { id: 'random', name: 'Random' }] });
    const { id } = await chat.send(HELLO);
    expect(await chat.send({ ...HELLO, replyTo: id })).toMatchObject({ replyTo: id });
    await expect(chat.send({ ...HELLO, channelId: 'random', replyTo: id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('lets only the author edit, and keeps when it was edited', async () => {
    const { chat, clock, events } = createChat();
    const { id } = await chat.send(HELLO);
    await clock.advance('1m');
    await expect(chat.edit(id, 'mine', 'bob')).rejects.toMatchObject({ code: 'NOT_AUTHOR' });
    expect(await chat.edit(id, 'hello!', 'alice')).toMatchObject({ content: 'hello!', editedAt: '2026-01-01T12:01:00.000Z' });
    expect(events.at(-1)).toEqual(['message.edited', 'hello!', 'alice']);
  });

  test('tells what a deleted message was, and who deleted it', async () => {
    const { chat, events } = createChat();
    const { id } = await chat.send(HELLO);
    await chat.delete(id, 'bob');
    expect(await chat.get(id)).toBeUndefined();
    expect(events.at(-1)).toEqual(['message.deleted', 'hello', 'bob']);
  });

  test('lists the newest messages of a channel, oldest first, before another where asked', async () => {
    const { chat } = createChat();
    for (const content of ['1', '2', '3', '4']) await chat.send({ ...HELLO, content });
    const contents = async (query: object): Promise<readonly string[]> =>
      (await chat.list({ channelId: 'general', ...query })).map((message) => message.content);
    expect(await contents({})).toEqual(['1', '2', '3', '4']);
    expect(await contents({ limit: 2 })).toEqual(['3', '4']);
    expect(await contents({ limit: 2, before: 'message-3' })).toEqual(['1', '2']);
  });

  const UNKNOWN = [
    ['sending to an unknown channel', { channel: 'nowhere' }, (chat) => chat.send({ ...HELLO, channelId: 'nowhere' })],
    ['answering an unknown message', { message: 'm' }, (chat) => chat.send({ ...HELLO, replyTo: 'm' })],
    ['editing an unknown message', { message: 'm' }, (chat) => chat.edit('m', 'x', 'alice')],
    ['deleting an unknown message', { message: 'm' }, (chat) => chat.delete('m', 'alice')],
    ['listing an unknown channel', { channel: 'nowhere' }, (chat) => chat.list({ channelId: 'nowhere' })],
    ['listing before an unknown message', { message: 'm' }, (chat) => chat.list({ channelId: 'general', before: 'm' })],
  ] as const satisfies readonly (readonly [string, object, (chat: ReturnType<typeof createChat>['chat']) => Promise<unknown>])[];

  for (const [what, details, act] of UNKNOWN) {
    test(`refuses ${what} with NOT_FOUND, and nobody hears of it`, async () => {
      const { chat, events } = createChat();
      await expect(act(chat)).rejects.toMatchObject({ name: 'HostCallError', code: 'NOT_FOUND', details });
      expect(events).toEqual([]);
    });
  }

  test('forgets the oldest messages beyond its capacity', async () => {
    const { chat } = createChat({ capacity: 2 });
    for (const content of ['1', '2', '3']) await chat.send({ ...HELLO, content });
    expect(chat.messages().map(({ content }) => content)).toEqual(['2', '3']);
  });

  test('takes messages that were always there without telling anybody, and never gives their id again', async () => {
    const { chat, events } = createChat();
    chat.addMessage({ ...HELLO, id: 'message-1', createdAt: '2025-01-01T00:00:00.000Z' });
    expect(events).toEqual([]);
    expect((await chat.send(HELLO)).id).toBe('message-2');
  });

  test('has the channels and users it was given and those added later', async () => {
    const { chat } = createChat({ users: [{ id: 'alice', name: 'Alice' }] });
    chat.users.add({ id: 'bob', name: 'Bob' });
    chat.channels.add({ id: 'random', name: 'Random' });
    expect(chat.users.all.map(({ id }) => id)).toEqual(['alice', 'bob']);
    expect(chat.channels.all.map(({ id }) => id)).toEqual(['general', 'random']);
    expect(await chat.send({ ...HELLO, channelId: 'random' })).toMatchObject({ channelId: 'random' });
  });

  test('knows whoever writes as a user, and as a member of the channel', async () => {
    const { chat } = createChat();
    await chat.send(HELLO);
    await chat.send({ ...HELLO, authorId: 'plugin:weather' });
    expect(chat.users.all).toEqual([{ id: 'alice', name: 'alice' }]);
    expect(await chat.channels.members('general')).toEqual(['alice', 'plugin:weather']);
  });

  test('takes no message in a channel that is archived', async () => {
    const { chat } = createChat();
    await chat.channels.archive('general', 'alice');
    await expect(chat.send(HELLO)).rejects.toMatchObject({ code: 'ARCHIVED' });
    expect(await chat.list({ channelId: 'general' })).toEqual([]);
  });

  test('tells nobody who has stopped listening', async () => {
    const { chat } = createChat();
    let heard = 0;
    const stop = chat.listen(() => { heard += 1; });
    stop();
    await chat.send(HELLO);
    expect(heard).toBe(0);
  });
});
