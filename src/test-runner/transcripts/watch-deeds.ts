import type { PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { Deed } from '../../core/transcript/transcript.ts';
import type { Denial } from '../../host/denials.ts';
import { pluginId } from '../../host/services/chat.ts';
import type { LiveTestHost } from '../live-test-host.ts';

/** Sees what a plugin does, step by step. */
export interface DeedWatch {
  /** Adds what only others can see. */
  add(deed: Deed): void;
  /** What it did since this was last asked, in order; its failures last. */
  take(failure: PlexiError | undefined): readonly Deed[];
  /** What it was refused since this was last asked. */
  takeDenials(): readonly Denial[];
}

const KINDS = { 'message.sent': 'says', 'message.received': 'says', 'message.edited': 'edits', 'message.deleted': 'deletes' } as const;

/** Watches the plugin of a host. */
export function watchDeeds(host: LiveTestHost): DeedWatch {
  const me = pluginId(host.plugin.name);
  const deeds: Deed[] = [];
  let denials = 0;
  host.listen(
    ({ type, message }, actorId) => {
      if (actorId !== me) return;
      const isReply = message.replyTo !== undefined;
      deeds.push({ kind: KINDS[type], channelId: message.channelId, text: message.content, ...(isReply && type === 'message.sent' && { isReply }) });
    },
    ({ type, actorId, file }) => {
      if (actorId === me && type === 'file.uploaded') deeds.push({ kind: 'uploads', channelId: file.channelId, text: file.name });
    },
  );
  return {
    add: (deed) => void deeds.push(deed),
    take(failure) {
      const thrown = host.takeFailures().map(({ failure: { name, message } }) => `${name}: ${message}`);
      const failures = thrown.length > 0 || failure === undefined ? thrown : [failure.message];
      return [...deeds.splice(0), ...failures.map((text): Deed => ({ kind: 'fails', text }))];
    },
    takeDenials() {
      const fresh = host.denials.slice(denials);
      denials = host.denials.length;
      return fresh;
    },
  };
}
