import { assertMessageSent, createMessageEvent, createTestHost, expect, test } from 'plexi-plugin/testing';

const twice = async () => {
  const host = await createTestHost();
  await host.receive('!twice');
  return host;
};

test('toHaveSentMessage: a text', async () => expect(await twice()).toHaveSentMessage('three'));
test('toHaveSentMessage: a pattern', async () => expect(await twice()).toHaveSentMessage(/^t.*e$/));
test('toHaveSentMessage: fields', async () => expect(await twice()).toHaveSentMessage({ content: 'two', channelId: 'random' }));
test('toHaveSentMessage: nothing was sent', async () => expect(await createTestHost()).toHaveSentMessage('one'));
test('not.toHaveSentMessage', async () => expect(await twice()).not.toHaveSentMessage('one'));
test('toHaveSentNothing', async () => expect(await twice()).toHaveSentNothing());
test('toHaveLogged', async () => expect(await twice()).toHaveLogged('error', 'spoke'));
test('toBeDeniedPermission', async () => expect(await twice()).toBeDeniedPermission('messages.write'));
test('an await is missing', () => expect(createTestHost()).toHaveSentNothing());
test('a plugin that throws says where', async () => {
  const host = await createTestHost();
  await host.edit('unknown', 'x');
});

test('and those that hold', async () => {
  const host = await twice();
  expect(host).toHaveSentMessage('one');
  expect(host).toHaveSentMessage(/^tw/);
  expect(host).toHaveSentMessage({ content: expect.stringContaining('w'), channelId: 'general' });
  expect(host).not.toHaveSentMessage('three');
  expect(host).not.toHaveSentNothing();
  expect(host).toHaveLogged('warn', /^somebody/);
  expect(host).not.toBeDeniedPermission('messages.read');
  assertMessageSent(host, { channelId: 'general', content: 'two' });
  expect(await host.receive(createMessageEvent({ content: '!twice', channelId: 'random' }))).toMatchObject([{ replyTo: expect.any(String) }, { channelId: 'random' }]);
});
