import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

describe('the model', () => {
  test('is asked for the language of whoever asks, also after a restart', async () => {
    const host = await createTestHost({ config: { default_language: 'de' } });
    host.ai.reply('…');
    await host.user('ada').says('!language nb');
    await host.reload();
    await host.user('ada').says('!translate Cheers!');
    await host.user('bob').says('!translate Cheers!');
    expect(host.ai.requests.map(({ messages }) => messages[0]?.content)).toEqual([
      expect.stringContaining('into Norwegian Bokmål'),
      expect.stringContaining('into German'),
    ]);
  });

  test('gets the message that was asked about, and no other one', async () => {
    const host = await createTestHost();
    host.ai.reply('…');
    await host.user('ada').says('My password is sesame.');
    await host.user('ada').says('God morgen!');
    await host.user('bob').replies('!translate');
    expect(host.ai.requests).toHaveLength(1);
    expect(JSON.stringify(host.ai.requests)).toContain('God morgen!');
    expect(JSON.stringify(host.ai.requests)).not.toContain('sesame');
  });

  for (const [said, told] of [['', 'The model said nothing.'], ['so '.repeat(3_000), 'so '.repeat(3_000).slice(0, 4_000)]] as const) {
    test(`may say ${said === '' ? 'nothing' : 'more than fits into a message'}`, async () => {
      const host = await createTestHost();
      host.ai.reply(said);
      await host.receive('!translate Hei');
      expect(host).toHaveSentMessage(told);
    });
  }

  for (const [code, answer] of [['AI_FAILED', /try again later/], ['NOT_AVAILABLE', /no model/]] as const) {
    test(`may be out of reach: ${code}`, async () => {
      const host = await createTestHost();
      host.faults.fail('ai.chat', { error: code });
      await host.receive('!translate Hei');
      expect(host).toHaveSentMessage(answer);
    });
  }
});
