import { createTestHost, describe, expect, test, type TestHost } from 'plexi-plugin/testing';

const config = { invitations: { 'K7QX-2M9A': 'ada' } };
const signIn = (host: TestHost, code: string) => host.auth.authenticate({ provider: 'invitation', credentials: { code } });

describe('an invitation', () => {
  test('signs in whose it is', async () => {
    const host = await createTestHost({ config });
    expect(await signIn(host, 'K7QX-2M9A')).toEqual({ provider: 'my-plugin/invitation', subject: 'ada', name: 'ada' });
  });

  test('has to be known, and to look like one', async () => {
    const host = await createTestHost({ config });
    expect(await signIn(host, 'AAAA-AAAA')).toBeUndefined();
    await expect(signIn(host, 'constructor')).rejects.toThrow('code');
  });

  test('cannot be guessed by trying', async () => {
    const host = await createTestHost({ config });
    for (let time = 0; time < 5; time++) await signIn(host, 'AAAA-AAAA');
    expect(await signIn(host, 'K7QX-2M9A')).toBeUndefined();
    await host.clock.advance('1m');
    expect(await signIn(host, 'K7QX-2M9A')).toMatchObject({ subject: 'ada' });
  });
});
