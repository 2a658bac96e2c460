import { createTestHost, describe, expect, test, type TestHost } from 'plexi-plugin/testing';

const ADA = { id: 'ada', permissions: ['notes.write'] };

async function ask(host: TestHost, method: string, path: string, body?: unknown, user = ADA) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await host.api.handle({ method, url: `/plugins/my-plugin${path}`, user, ...sent });
  return { status: answer.status, json: answer.body && (JSON.parse(String.fromCharCode(...answer.body)) as unknown) };
}

describe('notes', () => {
  test('are added, listed, found and removed', async () => {
    const host = await createTestHost();
    expect(await ask(host, 'POST', '/notes', { text: 'water the plants' })).toEqual({ status: 201, json: { id: 1, text: 'water the plants', author: 'ada' } });
    await ask(host, 'POST', '/notes', { text: 'feed the cat' });
    expect((await ask(host, 'GET', '/notes?search=cat')).json).toMatchObject([{ id: 2 }]);
    expect(await ask(host, 'DELETE', '/notes/1')).toEqual({ status: 204, json: undefined });
    expect((await ask(host, 'GET', '/notes')).json).toMatchObject([{ id: 2 }]);
    expect(await ask(host, 'DELETE', '/notes/1')).toMatchObject({ status: 404 });
  });

  test('are written only by those who may, and only as they should be', async () => {
    const host = await createTestHost();
    expect(await ask(host, 'POST', '/notes', { text: 'x' }, { id: 'bob', permissions: [] })).toMatchObject({ status: 403 });
    expect(await ask(host, 'POST', '/notes', { text: '' })).toMatchObject({ status: 400 });
  });

  test('are no more than the settings say', async () => {
    const host = await createTestHost({ config: { most: 1 } });
    await ask(host, 'POST', '/notes', { text: 'one' });
    expect(await ask(host, 'POST', '/notes', { text: 'two' })).toMatchObject({ status: 409 });
  });

  test('are described', async () => {
    const host = await createTestHost();
    expect(Object.keys(host.api.openapi().paths)).toEqual(['/plugins/my-plugin/notes', '/plugins/my-plugin/notes/{id}']);
  });
});
