import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

const POLL = { plugin: 'my-plugin', frame: 'poll-card:PollCard' };
const asked = (userId?: string) => ({ mountPoint: 'sidebar', params: {}, ...(userId !== undefined && { user: { id: userId, permissions: [] } }) });

describe('the poll', () => {
  test('is shown in the sidebar', async () => {
    const host = await createTestHost();
    expect(host.ui.list('sidebar')).toMatchObject([POLL]);
  });

  test('counts one vote of everybody, the last one', async () => {
    const host = await createTestHost();
    await host.ui.handleAction(POLL, 'vote', 'Online', asked('ada'));
    await host.ui.handleAction(POLL, 'vote', 'In the park', asked('grace'));
    await host.ui.handleAction(POLL, 'vote', 'In the park', asked('ada'));
    expect(await host.ui.getContext(POLL, asked('ada'))).toEqual({
      question: 'Where do we meet?',
      answers: [{ text: 'In the office', votes: 0 }, { text: 'In the park', votes: 2 }, { text: 'Online', votes: 0 }],
      own: 'In the park',
    });
  });

  test('asks what the settings say', async () => {
    const host = await createTestHost({ config: { question: 'Tea?', answers: ['Yes', 'No'] } });
    expect(await host.ui.getContext(POLL, asked())).toEqual({ question: 'Tea?', answers: [{ text: 'Yes', votes: 0 }, { text: 'No', votes: 0 }] });
  });

  for (const [what, action, data, userId] of [
    ['what nobody asked', 'vote', 'On the moon', 'ada'],
    ['what is no answer', 'vote', 7, 'ada'],
    ['other actions', 'delete', 'Online', 'ada'],
    ['votes of nobody', 'vote', 'Online', undefined],
  ] as const) {
    test(`refuses ${what}`, async () => {
      const host = await createTestHost();
      await expect(host.ui.handleAction(POLL, action, data, asked(userId))).rejects.toThrow();
    });
  }
});
