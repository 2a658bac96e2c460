import type { CheckedMessage, Verdict } from '../../../sdk/kinds/security.ts';
import type { MiddlewareRequest, MiddlewareResponse } from '../../../sdk/kinds/middleware.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { PluginArgument } from '../boundary.ts';
import type { Extension, Extensions } from '../extensions.ts';
import { defineContributionType } from './contribution.ts';
import { hideCredentials } from './credentials.ts';
import { readResult } from './read-result.ts';
import { flag, object, optional, text } from './shape.ts';

/** A check of messages. */
export const messageCheckType = defineContributionType({ type: 'message-check', options: object({}) });

/** A check of requests. */
export const requestCheckType = defineContributionType({ type: 'request-check', options: object({}) });

/** What the checks of all plugins think of something. */
export type CheckOutcome = { readonly allow: true } | { readonly allow: false; readonly plugin: string; readonly reason: string };

/** The security plugins of a host. */
export interface Security {
  /** Asks about a message that is about to be written. @param authorId - A plugin is not asked about its own. */
  checkMessage(message: CheckedMessage): Promise<CheckOutcome>;
  /** Asks about a request. Credentials in its headers stay with the host. */
  checkRequest(request: MiddlewareRequest): Promise<CheckOutcome>;
  /** Handles a request that may be handled, and answers any other with the status 403. */
  handle(request: MiddlewareRequest, respond: (request: MiddlewareRequest) => Promise<MiddlewareResponse>): Promise<MiddlewareResponse>;
}

/** What the security of a host is made from. */
export interface SecurityOptions {
  readonly extensions: Extensions;
  /** What happens when a check fails: `closed` refuses, `open` goes on; default: `closed`. */
  readonly failure?: 'open' | 'closed';
  /** Takes why a check failed. */
  readonly onDiagnostic?: (plugin: string, diagnostic: Diagnostic) => void;
}

const TIMEOUT_MS = 2_000;
const FAILED = 'a check could not be made';

const verdict = object({ allow: flag, reason: optional(text({ max: 500 })) });

/** Makes the security of a host. The checks of all plugins run at the same time; one that says no is enough. */
export function createSecurity({ extensions, failure = 'closed', onDiagnostic = () => undefined }: SecurityOptions): Security {
  async function ask({ plugin, entry }: Extension, hook: string, subject: unknown): Promise<CheckOutcome> {
    try {
      const result = await extensions.invoke({ plugin, entry, hook, timeoutMs: TIMEOUT_MS }, [subject as PluginArgument]);
      const { allow, reason = 'it was refused' }: Verdict & { readonly reason?: string } = readResult(verdict, result, { plugin, hook }) as never;
      return allow ? { allow } : { allow, plugin, reason };
    } catch (error) {
      if (!(error instanceof PlexiError)) throw error;
      onDiagnostic(plugin, error.diagnostics[0]);
      return failure === 'open' ? { allow: true } : { allow: false, plugin, reason: FAILED };
    }
  }

  async function check(type: string, hook: string, subject: unknown, isAsked: (plugin: string) => boolean = () => true): Promise<CheckOutcome> {
    const checks = extensions.list({ contribution: type }).filter(({ plugin }) => isAsked(plugin));
    const outcomes = await Promise.all(checks.map((each) => ask(each, hook, subject)));
    return outcomes.find(({ allow }) => !allow) ?? { allow: true };
  }

  const checkRequest: Security['checkRequest'] = (request) => check(requestCheckType.type, 'checkRequest', hideCredentials(request));
  return {
    checkMessage: (message) => check(messageCheckType.type, 'checkMessage', message, (plugin) => message.authorId !== `plugin:${plugin}`),
    checkRequest,
    async handle(request, respond) {
      const outcome = await checkRequest(request);
      if (outcome.allow) return respond(request);
      return { status: 403, headers: {}, body: { status: 403, title: 'Forbidden', detail: outcome.reason } };
    },
  };
}
