import { describe, expect, test } from 'vitest';
import { createAuthProviders } from '../../../src/host/extension-points/auth-providers.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const CODE = `
import { AuthProvider, type AuthSession, type JsonValue, type LoginCallback, type LoginRedirect } from 'plexi-plugin/sdk';

export default class Badges extends AuthProvider {
  override readonly login = { id: 'badge', title: 'Badge', fields: { type: 'object', properties: { badge: { type: 'string' } }, required: ['badge'] } } as const;

  override authenticate({ badge }: { readonly [name: string]: JsonValue }) {
    return badge === '42' ? { subject: '42', name: 'Ada', session: { since: Date.now() } } : undefined;
  }
  override getLoginUrl({ state }: LoginRedirect) {
    return { url: 'https://login.example.com/?state=' + state, memory: { verifier: 'v' } };
  }
  override handleCallback({ query, memory }: LoginCallback) {
    return { subject: String(query['code']), session: memory ?? null };
  }
  override async logout({ subject }: AuthSession) {
    await this.storage.set('gone', subject);
  }
}`;

async function open(grants: readonly string[] | 'all' = 'all') {
  const host = openHost();
  await host.start(await buildPlugin(CODE, { name: 'badges', type: 'auth-provider', permissions: ['users.authenticate'] }), { grants });
  return { ...host, auth: createAuthProviders(host.manager) };
}

describe('an authentication provider in the sandbox', () => {
  test('signs people in by what they type and over another site, and out', async () => {
    const { auth, manager } = await open();
    expect(await auth.authenticate({ provider: 'badge', credentials: { badge: '42' } })).toEqual({ provider: 'badges/badge', subject: '42', name: 'Ada', session: { since: manager.clock.now() } });
    expect(await auth.authenticate({ provider: 'badge', credentials: { badge: '43' } })).toBeUndefined();
    const { state } = await auth.beginLogin({ provider: 'badge', callbackUrl: 'https://chat.example.com/back' });
    expect(await auth.finishLogin({ state, query: { code: '7' } })).toEqual({ provider: 'badges/badge', subject: '7', session: { verifier: 'v' } });
    await auth.logout({ provider: 'badge', subject: '7' });
    expect(await manager.services.storage.open('badges').get('gone')).toBe('7');
  });

  test('gets no credentials without the permission', async () => {
    const { auth, manager } = await open([]);
    expect(auth.list()).toEqual([]);
    await expect(auth.authenticate({ provider: 'badge', credentials: { badge: '42' } })).rejects.toThrowCode('PLX4303');
    expect(manager.denials).toMatchObject([{ permission: 'users.authenticate', declared: true }]);
  });
});
