import { createTestHost, describe, expect, test, type TestHost } from 'plexi-plugin/testing';

const CHART = { plugin: 'awesome-dashboard', frame: 'activity-chart:ActivityChart' };
const ada = { id: 'ada', permissions: ['activity.reset'] };
const bob = { id: 'bob', permissions: [] };

function look(host: TestHost) {
  return host.ui.getContext(CHART, { mountPoint: 'dashboard', params: {}, user: bob });
}

describe('the dashboard', () => {
  test('shows how many messages there were each day', async () => {
    const host = await createTestHost({ now: '2026-03-01T12:00:00Z', config: { days: 3 } });
    expect(host.ui.list('dashboard')).toMatchObject([CHART]);
    await host.storage.set('activity', { '2026-02-27': 5 });
    for (const text of ['hello', 'how are you?', 'fine']) await host.user('ada').says(text);
    expect(await look(host)).toEqual({
      days: [{ day: '2026-02-27', messages: 5 }, { day: '2026-02-28', messages: 0 }, { day: '2026-03-01', messages: 3 }],
    });
  });

  test('is refreshed while somebody looks at it: soon, but not for every message', async () => {
    const host = await createTestHost({ now: '2026-03-01T12:00:00Z' });
    const pushed: unknown[] = [];
    const stop = host.ui.listen('bob', (push) => void pushed.push(push));
    for (let count = 0; count < 50; count++) await host.user('ada').says('hello');
    expect(pushed).toHaveLength(0);
    await host.clock.advance('1m');
    expect(pushed).toHaveLength(1);
    stop();
  });

  test('forgets what is older than the settings say, after midnight', async () => {
    const host = await createTestHost({ now: '2026-03-01T12:00:00Z', config: { days: 2 } });
    await host.storage.set('activity', { '2026-02-27': 5, '2026-02-28': 4, '2026-03-01': 3 });
    expect(host.tasks.all.find(({ name }) => name === 'tidy')?.nextRun).toBe(Date.parse('2026-03-02T00:00:00Z'));
    await host.tasks.run('tidy');
    expect(await host.storage.get('activity')).toEqual({ '2026-02-28': 4, '2026-03-01': 3 });
  });
});

describe('the API', () => {
  test('tells the same', async () => {
    const host = await createTestHost({ now: '2026-03-01T12:00:00Z', config: { days: 1 } });
    await host.user('ada').says('hello');
    const response = await host.get('/activity', { user: bob });
    expect(response.json()).toEqual([{ day: '2026-03-01', messages: 1 }]);
    expect(await look(host)).toEqual({ days: response.json() });
  });

  test('begins from nothing for those who may', async () => {
    const host = await createTestHost({ now: '2026-03-01T12:00:00Z', config: { days: 1 } });
    await host.user('ada').says('hello');
    expect(await host.request('DELETE', '/activity', { user: bob })).toMatchObject({ status: 403 });
    expect(await host.request('DELETE', '/activity', { user: ada })).toMatchObject({ status: 204 });
    expect((await host.get('/activity', { user: bob })).json()).toEqual([{ day: '2026-03-01', messages: 0 }]);
  });

  test('asks who it is', async () => {
    const host = await createTestHost();
    expect(await host.get('/activity')).toMatchObject({ status: 401 });
  });
});
