import type { CheckedMessage } from '../../../../sdk/kinds/security.ts';
import type { MiddlewareRequest } from '../../../../sdk/kinds/middleware.ts';
import { createSecurity, messageCheckType, requestCheckType, type CheckOutcome, type Security } from '../../../host/extension-points/security.ts';
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../../../core/diagnostics/plexi-error.ts';
import type { ContractContext, Finding } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';
import { createAnonymousRequest, createRequest, ODD_PATHS } from '../requests.ts';
import { HEAVY_TEXTS, ODD_TEXTS } from '../texts.ts';

/** What a security plugin must do when it is asked. */
export const securityChecks = defineChecks('PLX4324', [
  {
    name: 'decides about something',
    proves: 'It has a check of messages or of requests, and the permission to make it: without one it would protect nothing.',
    async run({ start }) {
      const { extensions } = await start();
      const count = [messageCheckType, requestCheckType].flatMap(({ type }) => extensions.list({ contribution: type })).length;
      return count > 0 ? undefined : { reason: 'it checks neither messages nor requests' };
    },
  },
  {
    name: 'decides about every message',
    proves: 'Empty and very long texts, other writings, markup and special words get a verdict, whoever writes them: the check never throws, and a refusal says why.',
    needs: 'decides about something',
    run: (context) => askEach(context, ['Good morning, everybody!', ...ODD_TEXTS].flatMap((content) => ['alice', 'plugin:other'].map((authorId) => createMessage(content, authorId))), (security, message) => security.checkMessage(message)),
  },
  {
    name: 'decides in time',
    proves: 'Texts of 4,000 characters that make careless patterns run on for ever get a verdict before the host stops waiting for it.',
    needs: 'decides about every message',
    run: (context) => askEach(context, HEAVY_TEXTS.map((content) => createMessage(content, 'alice')), (security, message) => security.checkMessage(message)),
  },
  {
    name: 'decides about every request',
    proves: 'Requests with odd paths, without a user, without headers and with any body get a verdict: the check never throws, and a refusal says why.',
    needs: 'decides about something',
    run: (context) => askEach(context, listRequests(), (security, request) => security.checkRequest(request)),
  },
]);

function createMessage(content: string, authorId: string): CheckedMessage {
  return { channelId: 'general', content, authorId };
}

function listRequests(): readonly MiddlewareRequest[] {
  return [createAnonymousRequest({ headers: {} }), ...ODD_PATHS.map((path) => createRequest({ path })), createRequest({ method: 'POST', body: null }), createRequest({ method: 'POST', body: 'text' }), createRequest({ query: { __proto__x: '', q: '%' } })];
}

async function askEach<Subject>({ start }: ContractContext, subjects: readonly Subject[], ask: (security: Security, subject: Subject) => Promise<CheckOutcome>): Promise<Finding | undefined> {
  const { extensions } = await start();
  const failures: Diagnostic[] = [];
  const security = createSecurity({ extensions, onDiagnostic: (_plugin, failure) => failures.push(failure) });
  for (const subject of subjects) {
    const outcome = await ask(security, subject);
    const [failure] = failures;
    if (failure !== undefined) throw new PlexiError([failure]);
    if (!outcome.allow && outcome.reason.trim() === '') return { reason: `it refuses ${JSON.stringify(subject).slice(0, 80)} without a reason` };
  }
  return undefined;
}
