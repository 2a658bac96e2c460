import { inClass, type BrokenKind } from './broken-plugin.ts';

const FIELDS = `{ type: 'object', properties: { user: { type: 'string' }, password: { type: 'string' } }, required: ['user', 'password'] }`;
const typed = (authenticate: string, more = ''): string =>
  inClass('AuthProvider', `login = { id: 'own', title: 'Sign in', fields: ${FIELDS} } as never;\n${more}\nasync authenticate({ user, password }: any): Promise<any> {\n  void user; void password;\n${authenticate}\n}`);
const redirecting = (address: string, callback: string): string =>
  inClass('AuthProvider', `login = { id: 'site', title: 'Sign in with a site' };\ngetLoginUrl({ callbackUrl, state }: any): any {\n  void callbackUrl; void state;\n  return ${address};\n}\n${callback}`);
const ADDRESS = `'https://site.example.com/authorize?redirect_uri=' + encodeURIComponent(callbackUrl) + '&state=' + state`;

export const brokenAuthProviders: BrokenKind = {
  kind: 'auth-provider',
  code: 'PLX4320',
  manifest: { permissions: ['users.authenticate', { permission: 'external.api', hosts: ['site.example.com'] }] },
  plugins: [
    { what: 'has no way to sign in', code: inClass('AuthProvider', `login = { id: 'none', title: 'None' };\nonLoad() {}`), check: 'offers a way to sign in', reason: 'neither "authenticate" nor "getLoginUrl"' },
    { what: 'sends people away for ever', code: redirecting(ADDRESS, ''), check: 'offers a way to sign in', reason: 'no "handleCallback"' },
    { what: 'lets everybody in', code: typed('return { subject: user || "nobody" };'), check: 'refuses wrong credentials', reason: 'anybody can sign in' },
    { what: 'looks people up in an object', code: typed('const people: any = { alice: { password: "x" } };\nreturn people[user] ? { subject: "somebody" } : undefined;'), check: 'refuses wrong credentials', reason: 'anybody can sign in with' },
    { what: 'knows everybody', code: typed('const people = new Map<string, { password: string }>();\nreturn people.get(user)!.password === password ? { subject: user } : undefined;'), check: 'refuses wrong credentials', reason: 'cannot read property' },
    { what: 'logs passwords', code: typed(`this.logger.warn('wrong password', { user, password });`), check: 'keeps what people type to itself', reason: 'in its log' },
    { what: 'keeps passwords', code: typed(`await this.storage.set('last', { user, password });`), check: 'keeps what people type to itself', reason: 'in its storage' },
    { what: 'sends passwords in an address', code: typed(`const response = await fetch('https://site.example.com/check?user=' + encodeURIComponent(user) + '&password=' + encodeURIComponent(password));\nreturn response.ok ? { subject: user } : undefined;`), check: 'keeps what people type to itself', reason: 'in the address of a request' },
    { what: 'forgets the state', code: redirecting(`'https://site.example.com/authorize?redirect_uri=' + encodeURIComponent(callbackUrl)`, 'handleCallback() { return undefined; }'), check: 'ties each sign-in on another site to its state', reason: 'does not hold the state' },
    { what: 'believes whoever comes back', code: redirecting(ADDRESS, `handleCallback({ query }: any) { return { subject: query.code || 'somebody' }; }`), check: 'lets nobody in without the word of the other site', reason: 'is signed in' },
    { what: 'takes a code for granted', code: redirecting(ADDRESS, 'handleCallback({ query }: any) { query.code.trim(); return undefined; }'), check: 'lets nobody in without the word of the other site', reason: 'cannot read property' },
    { what: 'does not look at the answer of the site', code: redirecting(ADDRESS, `async handleCallback({ query }: any) {\n  const response = await fetch('https://site.example.com/token', { method: 'POST', body: String(query.code) });\n  const { sub = 'unknown' } = await response.json() as any;\n  return { subject: sub };\n}`), check: 'lets nobody in without the word of the other site', reason: 'is signed in as "unknown"' },
  ],
};
