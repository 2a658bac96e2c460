import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

const APP = { plugin: 'my-plugin', frame: 'task-list:TaskList' };
const asked = (userId: string) => ({ mountPoint: 'app', params: {}, user: { id: userId, permissions: [] } });

describe('the list', () => {
  test('is an application of its own, with a page that explains it', async () => {
    const host = await createTestHost();
    expect(host.ui.list('app')).toMatchObject([{ ...APP, title: 'Things to do' }]);
    expect(host.ui.list('page')).toMatchObject([{ frame: 'page:help', title: 'Help' }]);
  });

  test('remembers what is to be done, ticks it off and forgets it', async () => {
    const host = await createTestHost();
    await host.ui.handleAction(APP, 'add', ' Buy milk ', asked('ada'));
    await host.ui.handleAction(APP, 'add', 'Call Grace', asked('ada'));
    await host.ui.handleAction(APP, 'toggle', 0, asked('ada'));
    expect(await host.ui.getContext(APP, asked('ada'))).toEqual({ tasks: [{ text: 'Buy milk', isDone: true }, { text: 'Call Grace', isDone: false }] });
    expect(await host.ui.handleAction(APP, 'clear', null, asked('ada'))).toEqual({ tasks: [{ text: 'Call Grace', isDone: false }] });
  });

  test('is another one for everybody', async () => {
    const host = await createTestHost();
    await host.ui.handleAction(APP, 'add', 'Buy milk', asked('ada'));
    expect(await host.ui.getContext(APP, asked('grace'))).toEqual({ tasks: [] });
  });

  for (const [action, data] of [['add', ''], ['add', 'x'.repeat(201)], ['add', 7], ['toggle', 5], ['toggle', 'length'], ['other', null]] as const) {
    test(`refuses ${action} ${JSON.stringify(data).slice(0, 20)}`, async () => {
      const host = await createTestHost();
      await expect(host.ui.handleAction(APP, action, data, asked('ada'))).rejects.toThrow();
    });
  }
});
