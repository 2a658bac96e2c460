import { PlexiError } from '../../../core/diagnostics/plexi-error.ts';
import { NO_REASON, type NotificationReport, type NotificationRequest, type OfferedChannel } from '../../../host/extension-points/notifications.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { attempt, quote } from '../attempt.ts';
import type { ContractContext, Finding } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';
import { isMistake } from '../mistakes.ts';
import { sampleParameters } from '../sample-values.ts';
import { answerAll, REFUSALS, TOO_MANY } from '../upstream.ts';

type Notice = Omit<NotificationRequest, 'channel' | 'recipient'>;

const ORDINARY: readonly Notice[] = [
  { title: 'Build finished', body: 'All tests passed.', url: 'https://example.com/builds/1', priority: 'high' },
  { title: 'A new message' },
];

const ODD: readonly Notice[] = [
  { title: '' }, { title: 'x'.repeat(4_000), body: 'y'.repeat(20_000) }, { title: '👩‍👩‍👧 שלום\r\nBcc: mallory@example.com', body: '' },
  { title: '<b>&amp;*_`#</b>', body: '__proto__', url: 'https://example.com/?a=%F0%9F' , priority: 'low' },
];

/** What a notification plugin must do with what it is to deliver. */
export const notificationChecks = defineChecks('PLX4321', [
  {
    name: 'offers a way to reach people',
    proves: 'It has channels, no two of one name.',
    async run({ start }) {
      const channels = (await start()).notifications.list();
      if (channels.length === 0) return { reason: 'it has no channel' };
      const twice = channels.find(({ name }, at) => channels.some((other, before) => before < at && other.name === name));
      return twice && { reason: `two entry points have a channel "${twice.name}"` };
    },
  },
  {
    name: 'delivers ordinary notifications',
    proves: 'With and without a text, an address and a priority, to recipients that its schemas allow, it delivers or says why it cannot. Where there is a server on the way, that one accepts everything.',
    needs: 'offers a way to reach people',
    isolated: true,
    run: async (context) => deliverEach(await startWithServer(context), ORDINARY, judgeReport),
  },
  {
    name: 'delivers any text',
    proves: 'No title, very long texts, line breaks, markup and other writings are delivered, or refused with a reason.',
    needs: 'delivers ordinary notifications',
    isolated: true,
    run: async (context) => deliverEach(await startWithServer(context), ODD, judgeReport),
  },
  {
    name: 'does not say that it has delivered what was refused',
    proves: 'When the server on the way refuses (401, 500, 503) or cannot be reached, or the channel of the chat is not there, the notification has failed: somebody else may have to reach that person.',
    needs: 'delivers ordinary notifications',
    isolated: true,
    async run({ start }) {
      const host = await start();
      for (const trouble of REFUSALS) {
        answerAll(host.http, trouble.answer);
        const finding = await deliverEach(host, ORDINARY, (report, { asked, isTold }) => {
          if (report.status !== 'delivered') return undefined;
          if (asked) return `it says that it has delivered when the other service ${trouble.what}`;
          return isTold === false ? 'it says that it has delivered when the chat has refused the message' : undefined;
        });
        if (finding !== undefined) return finding;
      }
      return undefined;
    },
  },
  {
    name: 'asks for another try when that may help',
    proves: 'When the server on the way has had too many requests (429), the plugin asks to be tried again, or throws and so leaves it to the host.',
    needs: 'does not say that it has delivered what was refused',
    isolated: true,
    async run({ start }) {
      const host = await start();
      answerAll(host.http, TOO_MANY.answer);
      return deliverEach(host, ORDINARY, ({ status, retryAfterMs }, { asked }) => {
        if (!asked) return undefined;
        if (status === 'delivered') return 'it says that it has delivered when the other service answers 429';
        return retryAfterMs === undefined ? 'it does not ask for another try when the other service answers 429' : undefined;
      });
    },
  },
]);

interface Circumstances {
  /** Whether a server was asked. */
  readonly asked: boolean;
  /** Whether a message reached the chat; `undefined` where none was to. */
  readonly isTold: boolean | undefined;
}

function judgeReport({ status, reason = '', diagnostic }: NotificationReport): string | undefined {
  const isSilent = diagnostic === undefined && (reason.trim() === '' || reason === NO_REASON);
  return status === 'failed' && isSilent ? 'it fails to deliver, and does not say why' : undefined;
}

async function deliverEach(host: LiveTestHost, notices: readonly Notice[], judge: (report: NotificationReport, circumstances: Circumstances) => string | undefined): Promise<Finding | undefined> {
  for (const channel of host.notifications.list()) {
    for (const recipient of sampleParameters(channel.recipient)) {
      for (const notice of notices) {
        const [requests, messages, calls] = [host.http.requests.length, host.sentMessages.length, host.calls.length];
        const report = await deliver(host, channel, { ...notice, recipient });
        if (report === undefined) continue;
        const isTelling = host.calls.slice(calls).some(({ method }) => method === 'messages.send');
        const reason = judge(report, { asked: host.http.requests.length > requests, isTold: isTelling ? host.sentMessages.length > messages : undefined });
        if (reason !== undefined) return { reason: `the channel "${channel.name}" with ${quote(notice)}: ${reason}` };
      }
    }
  }
  return undefined;
}

async function startWithServer({ start }: ContractContext): Promise<LiveTestHost> {
  const host = await start();
  answerAll(host.http, () => ({ status: 200, json: { ok: true, id: 'message-1' } }));
  return host;
}

async function deliver(host: LiveTestHost, { plugin, name }: OfferedChannel, request: Omit<NotificationRequest, 'channel'>): Promise<NotificationReport | undefined> {
  const { result } = await attempt(host, `with ${quote(request)}`, () => host.notifications.send({ ...request, channel: `${plugin}/${name}` }));
  const diagnostic = result?.diagnostic;
  // The host has taken down why the plugin failed: that it threw on purpose is an answer, that it broke is none.
  if (diagnostic !== undefined && (diagnostic.code !== 'PLX4010' || host.takeFailures().some(({ failure }) => isMistake(failure)))) throw new PlexiError([{ ...diagnostic, message: `with ${quote(request)}, ${diagnostic.message}` }]);
  return result;
}
