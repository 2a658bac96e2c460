import type { AuthRun, AuthSession } from '../../../sdk/kinds/auth-provider.ts';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import type { PluginArgument, PluginResult } from '../boundary.ts';
import type { Clock } from '../clock.ts';
import type { Extensions } from '../extensions.ts';
import { address, identity, loginOptions, type Identity, type LoginOptions } from './auth-shapes.ts';
import { defineContributionType, listContributed, type Contributed } from './contribution.ts';
import { findContributed, fullName } from './find-contributed.ts';
import { createParameterChecks } from './parameter-checks.ts';
import { createPendingLogins } from './pending-logins.ts';
import { readResult } from './read-result.ts';

/** A way to sign in. */
export const loginType = defineContributionType({ type: 'login', options: loginOptions, schemas: ({ fields }) => (fields === undefined ? [] : [fields]) });

/** A way to sign in that can be offered to people. */
export interface OfferedLogin extends LoginOptions {
  /** The whole name: `badges/badge`. */
  readonly provider: string;
  /** Whether people type something, or are sent to another site. */
  readonly ways: readonly ('credentials' | 'redirect')[];
}

/** Somebody who has signed in. Which user of the host that is, the host decides: by provider and subject, and nothing else. */
export interface SignedIn extends Omit<Identity, 'expiresInSeconds'> {
  readonly provider: string;
  /** When the sign-in ends, in milliseconds since 1970; absent where the plugin does not say. */
  readonly expiresAt?: number;
}

/** What is common to everything that is asked of a provider. */
interface Wanted {
  /** The id of the login, or with its plugin's name before it. */
  readonly provider: string;
  readonly signal?: AbortSignal;
}

/** The ways to sign in to a host. */
export interface AuthProviders {
  /** What can be offered to people, by priority of the plugins. */
  list(): readonly OfferedLogin[];
  /**
   * Checks what somebody typed.
   *
   * @returns Who it is; `undefined` when the credentials are wrong.
   * @throws {@link PlexiError} `PLX4303`, `PLX4304` when a field does not fit, `PLX4307`, `PLX4301`, PLX40xx.
   */
  authenticate(request: Wanted & { readonly credentials: Readonly<Record<string, JsonValue>> }): Promise<SignedIn | undefined>;
  /**
   * Begins a sign-in on another site.
   *
   * @returns Where to send the person, and the state that has to come back. Keep the state in a cookie of the browser as
   *   well, and compare: it proves that whoever comes back is who was sent.
   * @throws {@link PlexiError} `PLX4303`, `PLX4307`, `PLX4301`, PLX40xx.
   */
  beginLogin(request: Wanted & { readonly callbackUrl: string }): Promise<{ readonly url: string; readonly state: string }>;
  /**
   * Finishes a sign-in when the person has come back.
   *
   * @param request - The state, and everything that came back in the address.
   * @returns Who it is; `undefined` when the other site refused.
   * @throws {@link PlexiError} `PLX4306` when the state is unknown, used or older than ten minutes; `PLX4301`, PLX40xx.
   */
  finishLogin(request: { readonly state: string; readonly query: Readonly<Record<string, string>>; readonly signal?: AbortSignal }): Promise<SignedIn | undefined>;
  /** Makes a sign-in last longer. @returns `undefined` when the person has to sign in again. @throws as `authenticate`. */
  refresh(request: Wanted & AuthSession): Promise<SignedIn | undefined>;
  /** Ends a sign-in on the other side as well, where the plugin can. @throws as `authenticate`. */
  logout(request: Wanted & AuthSession): Promise<void>;
}

type Login = Contributed<LoginOptions>;
type AuthHook = 'authenticate' | 'getLoginUrl' | 'handleCallback' | 'refresh' | 'logout';

const PURPOSES: Readonly<Record<AuthHook, string>> = {
  authenticate: 'check what people type',
  getLoginUrl: 'send people to another site',
  handleCallback: 'tell who came back',
  refresh: 'make a sign-in last longer',
  logout: 'end a sign-in',
};

const TIMEOUT_MS = 30_000;

/** Makes the ways to sign in to a host. */
export function createAuthProviders({ extensions, clock }: { readonly extensions: Extensions; readonly clock: Clock }): AuthProviders {
  const checks = createParameterChecks();
  const pending = createPendingLogins(clock);
  const listLogins = (): readonly Login[] => listContributed(extensions, loginType);
  const find = (provider: string): Login => findContributed(listLogins(), provider, 'sign-in');

  async function call({ extension }: Login, hook: AuthHook, given: PluginArgument, signal = new AbortController().signal): Promise<PluginResult> {
    const { plugin, entry, hooks } = extension;
    if (!hooks.includes(hook)) fail('PLX4307', { plugin, hook, purpose: PURPOSES[hook] });
    const run: { readonly [Name in keyof AuthRun]: AbortSignal } = { signal };
    return extensions.invoke({ plugin, entry, hook, timeoutMs: TIMEOUT_MS }, [given, run]);
  }

  async function identify(login: Login, hook: AuthHook, given: PluginArgument, signal?: AbortSignal): Promise<SignedIn | undefined> {
    const result = await call(login, hook, given, signal);
    if (result === null) return undefined;
    const { expiresInSeconds, ...known } = readResult(identity, result, { plugin: login.extension.plugin, hook });
    return { provider: fullName(login), ...known, ...(expiresInSeconds !== undefined && { expiresAt: clock.now() + expiresInSeconds * 1_000 }) };
  }

  return {
    list: () => listLogins().map((login) => {
      const { hooks } = login.extension;
      const ways = [...(hooks.includes('authenticate') ? (['credentials'] as const) : []), ...(hooks.includes('getLoginUrl') ? (['redirect'] as const) : [])];
      return { provider: fullName(login), ...login.options, ways };
    }),
    async authenticate({ provider, credentials, signal }) {
      const login = find(provider);
      const { value, problem } = await checks.complete(login.options.fields ?? NO_FIELDS, credentials);
      if (problem !== undefined) fail('PLX4304', { what: 'sign-in', name: login.name, plugin: login.extension.plugin, problem });
      return identify(login, 'authenticate', value, signal);
    },
    async beginLogin({ provider, callbackUrl, signal }) {
      const login = find(provider);
      const state = pending.createState();
      const result = await call(login, 'getLoginUrl', { callbackUrl, state }, signal);
      const source = { plugin: login.extension.plugin, hook: 'getLoginUrl' };
      const { url, memory } = readResult(address, typeof result === 'string' ? { url: result } : result, source);
      pending.add(state, { provider: fullName(login), callbackUrl, memory });
      return { url, state };
    },
    async finishLogin({ state, query, signal }) {
      const begun = pending.take(state) ?? fail('PLX4306', { provider: 'another site', problem: 'it was never begun here, is finished already, or was begun too long ago' });
      const { provider, callbackUrl, memory } = begun;
      return identify(find(provider), 'handleCallback', { callbackUrl, state, query, memory }, signal);
    },
    refresh: async ({ provider, subject, session, signal }) => identify(find(provider), 'refresh', { subject, session }, signal),
    async logout({ provider, subject, session, signal }) {
      const login = find(provider);
      // A sign-in that exists only here ends here.
      if (login.extension.hooks.includes('logout')) await call(login, 'logout', { subject, session }, signal);
    },
  };
}

const NO_FIELDS = { type: 'object', properties: {}, additionalProperties: false };
