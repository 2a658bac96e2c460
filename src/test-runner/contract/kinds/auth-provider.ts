import { propertiesOf } from '../../../core/manifest/json-object.ts';
import type { OfferedLogin } from '../../../host/extension-points/auth-providers.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { attempt, quote } from '../attempt.ts';
import type { ContractContext, Finding } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';
import { sampleParameters, type Parameters } from '../sample-values.ts';
import { answerAll } from '../upstream.ts';

const CALLBACK = 'https://host.example.com/sign-in/callback';
const SECRET = 'hunter2-hunter2-hunter2';
const SECRET_NAMES = /pass|secret|token|code|pin\b|key/i;

/** What an authentication provider must do with those who want to sign in. */
export const authProviderChecks = defineChecks('PLX4320', [
  {
    name: 'offers a way to sign in',
    proves: 'People can type something (it implements "authenticate" and says which fields there are), or are sent to another site and come back (it implements "getLoginUrl" and "handleCallback").',
    async run({ start }) {
      const host = await start();
      const logins = host.auth.list();
      if (logins.length === 0) return { reason: 'it offers no way to sign in' };
      const hooks = new Set(host.plugin.entries.flatMap((entry) => entry.hooks));
      if (hooks.has('getLoginUrl') && !hooks.has('handleCallback')) return { reason: 'it sends people to another site, and has no "handleCallback" for when they come back' };
      for (const { provider, ways, fields } of logins) {
        if (ways.length === 0) return { reason: `"${provider}" implements neither "authenticate" nor "getLoginUrl"` };
        if (ways.includes('credentials') && fields === undefined) return { reason: `"${provider}" asks for no fields, so nobody can type anything` };
      }
      return undefined;
    },
  },
  {
    name: 'refuses wrong credentials',
    proves: 'Nobody signs in with credentials that were never given to anybody: none, made-up ones, very long ones, other writings, and names that every object has. Where a server is asked, it answers 401.',
    needs: 'offers a way to sign in',
    isolated: true,
    run: (context) => tryCredentials(context, ({ result }, credentials) => (result === undefined ? undefined : `anybody can sign in with ${quote(credentials)}, as ${quote(result.subject)}`)),
  },
  {
    name: 'keeps what people type to itself',
    proves: 'Passwords, codes and tokens that people type are not in the log, not in the plugin’s storage, not in a message and not in the address of a request.',
    needs: 'offers a way to sign in',
    isolated: true,
    run: (context) => tryCredentials(context, async (_outcome, credentials, host) => {
      const secrets = Object.entries(credentials).flatMap(([name, value]) => (SECRET_NAMES.test(name) && typeof value === 'string' && value.length >= 8 ? [value] : []));
      const leak = await findLeak(host, secrets);
      return leak === undefined ? undefined : `what people type as a secret is ${leak}`;
    }),
  },
  {
    name: 'ties each sign-in on another site to its state',
    proves: 'The address that people are sent to holds the state and the way back, and each sign-in its own state: without it, somebody could be signed in as somebody else.',
    needs: 'offers a way to sign in',
    run: async ({ start }) => {
      const host = await start();
      for (const { provider } of listRedirecting(host)) {
        for (let round = 0; round < 2; round++) {
          const { result } = await attempt(host, 'when somebody begins to sign in', () => host.auth.beginLogin({ provider, callbackUrl: CALLBACK }));
          if (result === undefined) return undefined;
          const values = [...new URL(result.url).searchParams.values()];
          if (!values.includes(result.state)) return { reason: `the address that people are sent to does not hold the state: ${new URL(result.url).origin}` };
          if (!values.some((value) => value.startsWith(CALLBACK))) return { reason: 'the address that people are sent to does not say where they come back' };
        }
      }
      return undefined;
    },
  },
  {
    name: 'lets nobody in without the word of the other site',
    proves: 'Who comes back with a refusal, with nothing at all, or with a code that the other site does not know, is not signed in.',
    needs: 'ties each sign-in on another site to its state',
    isolated: true,
    async run({ start }) {
      const host = await start();
      answerAll(host.http, () => ({ status: 400, json: { error: 'invalid_grant', error_description: 'unknown code' } }));
      for (const { provider } of listRedirecting(host)) {
        for (const query of [{ error: 'access_denied' }, {}, { code: 'made-up' }, { code: '', id_token: 'e30.e30.' }]) {
          const { result: begun } = await attempt(host, 'when somebody begins to sign in', () => host.auth.beginLogin({ provider, callbackUrl: CALLBACK }));
          if (begun === undefined) return undefined;
          const { result } = await attempt(host, `when somebody comes back with ${quote(query)}`, () => host.auth.finishLogin({ state: begun.state, query: { ...query, state: begun.state } }));
          if (result !== undefined) return { reason: `somebody who comes back with ${quote(query)} is signed in as ${quote(result.subject)}` };
        }
      }
      return undefined;
    },
  },
]);

function listRedirecting(host: LiveTestHost): readonly OfferedLogin[] {
  return host.auth.list().filter(({ ways }) => ways.includes('redirect'));
}

type Judge = (outcome: Awaited<ReturnType<typeof signIn>>, credentials: Parameters, host: LiveTestHost) => Promise<string | undefined> | string | undefined;

async function tryCredentials({ start }: ContractContext, judge: Judge): Promise<Finding | undefined> {
  const host = await start();
  answerAll(host.http, () => ({ status: 401, json: { error: 'invalid_credentials' } }));
  for (const login of host.auth.list().filter(({ ways }) => ways.includes('credentials'))) {
    for (const credentials of listCredentials(login)) {
      const reason = await judge(await signIn(host, login, credentials), credentials, host);
      if (reason !== undefined) return { reason };
    }
  }
  return undefined;
}

function signIn(host: LiveTestHost, { provider }: OfferedLogin, credentials: Parameters) {
  return attempt(host, `with ${quote(credentials)}`, () => host.auth.authenticate({ provider, credentials }));
}

function listCredentials({ fields = {} }: OfferedLogin): readonly Parameters[] {
  const names = Object.keys(propertiesOf(fields));
  const fill = (value: string): Parameters => Object.fromEntries(names.map((name) => [name, value]));
  return [...sampleParameters(fields), ...['constructor', '__proto__', 'toString', '', "' OR '1'='1", '*', SECRET].map(fill)];
}

async function findLeak(host: LiveTestHost, secrets: readonly string[]): Promise<string | undefined> {
  const holds = (text: string): boolean => secrets.some((secret) => text.includes(secret));
  if (host.logs.some((record) => holds(JSON.stringify(record)))) return 'in its log';
  if (host.sentMessages.some(({ content }) => holds(content))) return 'in a message';
  if (host.http.requests.some(({ url }) => holds(decodeURIComponent(url)))) return 'in the address of a request';
  const keys = await host.storage.keys('');
  const values = await Promise.all(keys.map((key) => host.storage.get(key)));
  return keys.some(holds) || values.some((value) => holds(JSON.stringify(value))) ? 'in its storage' : undefined;
}
