import { describe, expect, test } from 'vitest';
import { createAuthProviders } from '../../../../src/host/extension-points/auth-providers.ts';
import { createVirtualClock } from '../../../../src/host/virtual-clock.ts';
import { fakeExtensions, type FakePlugin } from './fake-extensions.ts';

const fields = { type: 'object', properties: { badge: { type: 'string' } }, required: ['badge'], additionalProperties: false };

function open(hooks: NonNullable<FakePlugin['hooks']>) {
  const clock = createVirtualClock(0);
  const extensions = fakeExtensions({ badges: { contributions: { login: { badge: { title: 'Badge', fields } } }, hooks } });
  return { clock, extensions, auth: createAuthProviders({ extensions, clock }) };
}

const ADA = { subject: '42', name: 'Ada', email: 'ada@example.com', emailVerified: true, session: { token: 't' }, expiresInSeconds: 60 };
const CALLBACK = 'https://chat.example.com/back';
const redirect = (more: NonNullable<FakePlugin['hooks']> = {}) => ({ getLoginUrl: ({ state }: { state: string }) => ({ url: `https://login.example.com/?state=${state}`, memory: 'verifier' }), handleCallback: () => ADA, ...more });

describe('credentials', () => {
  test('tell who somebody is, at which provider, and for how long', async () => {
    const { auth, extensions } = open({ authenticate: () => ADA });
    expect(await auth.authenticate({ provider: 'badge', credentials: { badge: '1' } })).toEqual({
      provider: 'badges/badge', subject: '42', name: 'Ada', email: 'ada@example.com', emailVerified: true, session: { token: 't' }, expiresAt: 60_000,
    });
    expect(extensions.calls[0]?.args[0]).toEqual({ badge: '1' });
  });

  test('may be wrong', async () => {
    expect(await open({ authenticate: () => undefined }).auth.authenticate({ provider: 'badges/badge', credentials: { badge: '1' } })).toBeUndefined();
  });

  test('that are none never reach the plugin', async () => {
    const { auth, extensions } = open({ authenticate: () => ADA });
    await expect(auth.authenticate({ provider: 'badge', credentials: { badge: 1 } })).rejects.toThrowCode('PLX4304');
    await expect(auth.authenticate({ provider: 'card', credentials: {} })).rejects.toThrowCode('PLX4303');
    expect(extensions.calls).toEqual([]);
  });

  test('need a plugin that checks them', async () => {
    await expect(open(redirect()).auth.authenticate({ provider: 'badge', credentials: { badge: '1' } })).rejects.toThrowCode('PLX4307');
  });

  const WRONG = [
    ['no subject', { name: 'Ada' }],
    ['an empty subject', { subject: '' }],
    ['a subject of several lines', { subject: 'a\nb' }],
    ['a subject that is a number', { subject: 42 }],
    ['an address that is none', { subject: '42', email: 'ada' }],
    ['a sign-in without an end', { subject: '42', expiresInSeconds: 1e12 }],
    ['true', true],
  ] as const;
  for (const [what, result] of WRONG) {
    test(`cannot tell who somebody is with ${what}`, async () => {
      await expect(open({ authenticate: () => result }).auth.authenticate({ provider: 'badge', credentials: { badge: '1' } })).rejects.toThrowCode('PLX4301');
    });
  }
});

describe('a sign-in on another site', () => {
  test('comes back with the state, and with what was remembered', async () => {
    const { auth, extensions } = open(redirect());
    const { url, state } = await auth.beginLogin({ provider: 'badge', callbackUrl: CALLBACK });
    expect(url).toBe(`https://login.example.com/?state=${state}`);
    expect(state.length).toBeGreaterThanOrEqual(43);
    expect(await auth.finishLogin({ state, query: { code: 'c' } })).toMatchObject({ provider: 'badges/badge', subject: '42' });
    expect(extensions.calls[1]?.args[0]).toEqual({ callbackUrl: CALLBACK, state, query: { code: 'c' }, memory: 'verifier' });
  });

  test('cannot be finished twice, after ten minutes, or when it was never begun', async () => {
    const { auth, clock } = open(redirect());
    const begin = async () => (await auth.beginLogin({ provider: 'badge', callbackUrl: CALLBACK })).state;
    const [used, old] = [await begin(), await begin()];
    await auth.finishLogin({ state: used, query: {} });
    await expect(auth.finishLogin({ state: used, query: {} })).rejects.toThrowCode('PLX4306');
    await clock.advance('10m');
    await expect(auth.finishLogin({ state: old, query: {} })).rejects.toThrowCode('PLX4306');
    await expect(auth.finishLogin({ state: 'forged', query: {} })).rejects.toThrowCode('PLX4306');
  });

  test('has another state each time', async () => {
    const { auth } = open(redirect());
    const states = await Promise.all(Array.from({ length: 50 }, async () => (await auth.beginLogin({ provider: 'badge', callbackUrl: CALLBACK })).state));
    expect(new Set(states).size).toBe(50);
  });

  for (const url of ['http://login.example.com', 'javascript:alert(1)', 'https://user:secret@login.example.com', '/login', 'x'.repeat(5_000), 1]) {
    test(`never leads to ${JSON.stringify(url).slice(0, 40)}`, async () => {
      const { auth } = open(redirect({ getLoginUrl: () => url }));
      await expect(auth.beginLogin({ provider: 'badge', callbackUrl: CALLBACK })).rejects.toThrowCode('PLX4301');
    });
  }

  test('may lead to this machine', async () => {
    const { auth } = open(redirect({ getLoginUrl: () => 'http://localhost:8080/login' }));
    expect(await auth.beginLogin({ provider: 'badge', callbackUrl: CALLBACK })).toMatchObject({ url: 'http://localhost:8080/login' });
  });
});

test('a sign-in lasts longer, and ends', async () => {
  const { auth, extensions } = open({ refresh: () => ({ subject: '42' }), logout: () => undefined });
  const session = { provider: 'badges/badge', subject: '42', session: { token: 't' } };
  expect(await auth.refresh(session)).toEqual({ provider: 'badges/badge', subject: '42' });
  await auth.logout(session);
  expect(extensions.calls.map(({ target, args }) => [target, args[0]])).toEqual([['badges.refresh', { subject: '42', session: { token: 't' } }], ['badges.logout', { subject: '42', session: { token: 't' } }]]);
  await expect(open({ authenticate: () => ADA }).auth.logout(session)).resolves.toBeUndefined();
});

test('what is offered says how', () => {
  expect(open({ authenticate: () => ADA }).auth.list()).toEqual([{ provider: 'badges/badge', title: 'Badge', fields, ways: ['credentials'] }]);
  expect(open(redirect()).auth.list()).toMatchObject([{ ways: ['redirect'] }]);
});
