import { createTestHost, expect, test } from 'plexi-plugin/testing';

const translate = async () => {
  const host = await createTestHost();
  host.ai.script('Good morning!', 'Good night!');
  await host.receive('!translate God morgen!');
  await host.receive('!translate God natt!');
  return host;
};

test('a script that has ended', async () => {
  const host = await translate();
  await host.receive('!translate Ha det!');
});
test('rules of which none fits', async () => {
  const host = await createTestHost();
  host.ai.when(/^God/, 'Good …');
  await host.receive('!translate Ha det!');
});
test('a script that says that nothing is asked', async () => {
  const host = await createTestHost();
  host.ai.script();
  await host.receive('!translate Ha det!');
});
test('toHaveAskedModel: a text', async () => expect(await translate()).toHaveAskedModel('Ha det'));
test('toHaveAskedModel: a pattern', async () => expect(await translate()).toHaveAskedModel(/^ha det/i));
test('toHaveAskedModel: fields', async () => expect(await translate()).toHaveAskedModel({ temperature: 1 }));
test('toHaveAskedModel: nothing was asked', async () => expect(await createTestHost()).toHaveAskedModel());
test('not.toHaveAskedModel', async () => expect(await translate()).not.toHaveAskedModel());
test('not.toHaveAskedModel: a text', async () => expect(await translate()).not.toHaveAskedModel('into English'));

test('and those that hold', async () => {
  const host = await translate();
  expect(host).toHaveAskedModel();
  expect(host).toHaveAskedModel('God natt');
  expect(host).toHaveAskedModel(/^translate/i);
  expect(host).toHaveAskedModel({ temperature: 0, messages: expect.arrayContaining([{ role: 'user', content: 'God natt!' }]) });
  expect(host).not.toHaveAskedModel(/Ha det/);
  expect(await createTestHost()).not.toHaveAskedModel();
});
