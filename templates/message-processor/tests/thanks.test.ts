import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

describe('!thanks', () => {
  test('counts every thanks, and says how many there were', async () => {
    const host = await createTestHost();
    await host.receive('!thanks @ada');
    expect(host).toHaveSentMessage('🎉 @ada has been thanked once.');
    await host.receive('!thanks @ada for the review');
    expect(host).toHaveSentMessage('🎉 @ada has been thanked 2 times.');
  });

  test('lists who was thanked most, as many as the settings say', async () => {
    const host = await createTestHost({ config: { top: 2 } });
    for (const person of ['ada', 'grace', 'ada', 'edsger', 'grace', 'ada']) await host.receive(`!thanks @${person}`);
    await host.receive('!thanks');
    expect(host.lastMessage?.content).toBe('🎉 1. @ada: 3\n2. @grace: 2');
  });

  test('refuses people who thank themselves', async () => {
    const host = await createTestHost();
    await host.receive({ content: '!thanks @ada', authorId: 'ada' });
    expect(host).toHaveSentMessage(/Nobody can thank themselves/);
  });

  test('still knows the counts after a restart', async () => {
    const host = await createTestHost();
    await host.receive('!thanks @ada');
    await host.reload();
    await host.receive('!thanks @ada');
    expect(host).toHaveSentMessage(/thanked 2 times/);
  });

  test('listens to another word as soon as the settings change', async () => {
    const host = await createTestHost();
    await host.config.update({ command: 'kudos' });
    await host.receive('!kudos @ada');
    expect(host).toHaveSentMessage(/@ada has been thanked once/);
  });

  test('says nothing to messages that are not for it', async () => {
    const host = await createTestHost();
    await host.receive('thanks, everybody');
    await host.receive('!thanksgiving is near');
    expect(host).toHaveSentNothing();
  });
});
