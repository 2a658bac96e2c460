import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { judgeSignature, type SignedRequest } from '../../core/webhooks/signature.ts';
import type { PluginResult } from '../boundary.ts';
import type { Clock } from '../clock.ts';
import type { Extensions } from '../extensions.ts';
import { judgeHookFailure } from '../hook-failures.ts';
import type { SettingsService } from '../services/settings.ts';
import { defineContributionType, listContributed, type Contributed } from './contribution.ts';
import { createReplayGuard } from './replay-guard.ts';
import { isJson, number, object, oneOf, text, type Shaped } from './shape.ts';

const DAY_MS = 86_400_000;
const options = object({
  secretSetting: text({ min: 1, max: 256 }),
  scheme: oneOf('standard', 'github'),
  toleranceMs: number({ min: 1_000, max: DAY_MS }),
  replayWindowMs: number({ min: 1_000, max: 7 * DAY_MS }),
});

/** A place where webhooks come in. */
export const webhookType = defineContributionType({ type: 'webhook', name: /^\/[\w./~-]{0,200}$/, options });

/** A webhook as the host program received it. */
export interface IncomingWebhook extends SignedRequest {
  readonly plugin: string;
  /** Below the prefix of the plugin: `/github`. */
  readonly path: string;
}

/** What to answer. */
export interface WebhookAnswer {
  readonly status: number;
  /** JSON; absent where there is nothing to say. */
  readonly body?: JsonValue;
}

/** The webhooks that come in for plugins. */
export interface IncomingWebhooks {
  /** Where webhooks can be sent to. */
  list(): readonly { readonly plugin: string; readonly path: string; readonly scheme: 'standard' | 'github'; readonly secretSetting: string }[];
  /** Checks a webhook and gives it to the plugin; never rejects. */
  handle(webhook: IncomingWebhook): Promise<WebhookAnswer>;
}

/** What taking webhooks takes. */
export interface WebhookHost {
  readonly extensions: Extensions;
  readonly clock: Clock;
  readonly services: { readonly settings: SettingsService };
}

/** What plugins should be told about by the host. */
export interface WebhookOptions {
  /** Takes why a plugin could not handle a webhook. */
  readonly onDiagnostic?: (plugin: string, diagnostic: Diagnostic) => void;
}

type Receiver = Contributed<Shaped<typeof options>>;

const LARGEST_BODY = 512 * 1024;
const STATUS = { unsigned: 401, forged: 401, stale: 400 } as const;

/** Makes the place where webhooks come in. */
export function createIncomingWebhooks(host: WebhookHost, { onDiagnostic = () => undefined }: WebhookOptions = {}): IncomingWebhooks {
  const { extensions, clock } = host;
  const replays = createReplayGuard(clock);

  async function deliver({ extension, name }: Receiver, id: string, { headers, body }: IncomingWebhook): Promise<PluginResult> {
    const { plugin, entry } = extension;
    return extensions.run({ plugin, entry, type: webhookType.type, name }, [{ id, path: name, headers, body }]);
  }

  async function accept(receiver: Receiver, id: string, webhook: IncomingWebhook): Promise<WebhookAnswer> {
    const { plugin } = receiver.extension;
    try {
      return await replays.once(`${plugin} ${webhook.path} ${id}`, receiver.options.replayWindowMs, async () => {
        const result = await deliver(receiver, id, webhook);
        return result === null || !isJson(result) ? { status: 204 } : { status: 200, body: result };
      }) ?? { status: 200, body: { detail: 'this has come before' } };
    } catch (error) {
      onDiagnostic(plugin, judgeHookFailure(error).failure);
      return refuse(500, 'the plugin could not handle it');
    }
  }

  return {
    list: () => listContributed(extensions, webhookType).map(({ extension: { plugin }, name, options: { scheme, secretSetting } }) => ({ plugin, path: name, scheme, secretSetting })),
    async handle(webhook) {
      const { plugin, path, headers, body } = webhook;
      const receiver = listContributed(extensions, webhookType).find(({ extension, name }) => extension.plugin === plugin && name === path);
      if (receiver === undefined) return refuse(404, 'there is no such webhook');
      if (body.length > LARGEST_BODY) return refuse(413, `a webhook may have ${String(LARGEST_BODY)} bytes`);
      const { secretSetting, scheme, toleranceMs } = receiver.options;
      const { settings } = host.services;
      const secret = { ...(await settings.read(plugin)), ...(await settings.readSecrets(plugin)) }[secretSetting];
      // Without a secret everybody could sign.
      if (typeof secret !== 'string' || secret === '') return refuse(503, 'the secret of this webhook has not been set');
      const verdict = judgeSignature({ headers, body }, { scheme, secret, now: clock.now(), toleranceMs });
      if ('refused' in verdict) return refuse(STATUS[verdict.refused], `the webhook is ${verdict.refused}`);
      return accept(receiver, verdict.id, webhook);
    },
  };
}

function refuse(status: number, detail: string): WebhookAnswer {
  return { status, body: { detail } };
}
