import { createTestHost, describe, expect, test } from 'plexi-plugin/testing';

const request = (path: string, userId?: string) =>
  ({ id: 'r-1', scope: 'web', method: 'GET', path, query: {}, headers: {}, ...(userId !== undefined && { userId }) }) as const;
const respond = async () => ({ status: 200, headers: {}, body: 'page' });

describe('the gate', () => {
  test('refuses closed paths to people who are not signed in', async () => {
    const host = await createTestHost();
    expect(await host.middleware.handle(request('/admin/users'), respond)).toMatchObject({ status: 401 });
    expect(host).toHaveLogged('info', 'refused');
  });

  test('lets people pass who are', async () => {
    const host = await createTestHost();
    expect(await host.middleware.handle(request('/admin/users', 'ada'), respond)).toMatchObject({ status: 200, body: 'page' });
  });

  test('lets everything else pass, and marks it', async () => {
    const host = await createTestHost();
    expect(await host.middleware.handle(request('/administrator'), respond)).toEqual({ status: 200, headers: { 'x-checked-by': 'my-plugin' }, body: 'page' });
  });

  test('closes what the settings say', async () => {
    const host = await createTestHost({ config: { closed: ['/private/'] } });
    expect(await host.middleware.handle(request('/private'), respond)).toMatchObject({ status: 401 });
    expect(await host.middleware.handle(request('/admin'), respond)).toMatchObject({ status: 200 });
  });
});
