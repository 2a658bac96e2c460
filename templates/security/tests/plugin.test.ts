import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

const message = (content: string) => ({ channelId: 'general', authorId: 'alice', content });

describe('a message', () => {
  test('with an unwelcome word is refused, whatever its case', async () => {
    const host = await createTestHost();
    const reason = 'The word "spam" is not welcome here.';
    expect(await host.security.checkMessage(message('SPAM, spam!'))).toEqual({ allow: false, plugin: 'my-plugin', reason });
  });

  test('with a word that only contains one is welcome', async () => {
    const host = await createTestHost();
    expect(await host.security.checkMessage(message('a spammer'))).toEqual({ allow: true });
  });

  test('is looked at with the words of the settings', async () => {
    const host = await createTestHost({ config: { words: ['noise'] } });
    expect(await host.security.checkMessage(message('spam'))).toEqual({ allow: true });
    expect(await host.security.checkMessage(message('noise'))).toMatchObject({ allow: false });
  });
});
