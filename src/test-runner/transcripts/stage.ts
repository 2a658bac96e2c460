import type { Action, ModelLine } from '../../core/transcript/transcript.ts';
import type { LiveTestHost } from '../live-test-host.ts';
import type { DeedWatch } from './watch-deeds.ts';

/** Where a scene is played: lets happen what a transcript says. */
export interface Stage {
  /** Does it, and waits until the plugin has dealt with it. */
  act(action: Action): Promise<void>;
}

/** Sets the stage. @param load - Loads the plugin. */
export function createStage(host: LiveTestHost, watch: DeedWatch, load: () => Promise<void>): Stage {
  let replies: ModelLine['reply'][] = [];

  async function runCommand(line: string): Promise<void> {
    const { lines, exitCode } = await host.runCommand(line);
    for (const { stream, text } of lines) for (const each of text.split('\n')) watch.add({ kind: stream === 'stdout' ? 'prints' : 'complains', text: each });
    if (exitCode !== 0) watch.add({ kind: 'exits', text: String(exitCode) });
  }

  async function perform(action: Exclude<Action, { type: 'model' }>): Promise<unknown> {
    switch (action.type) {
      case 'start':
        await load();
        return host.enable();
      case 'says': {
        const user = host.user(action.who).in(action.channelId);
        return action.isReply ? user.replies(action.text) : user.says(action.text);
      }
      case 'edits':
        return host.user(action.who).edits(action.text, action.old);
      case 'deletes':
        return host.user(action.who).deletes(action.old);
      case 'uploads':
        return host.user(action.who).in(action.channelId).uploads(action.file, action.text);
      case 'command':
        return runCommand(action.line);
      case 'wait':
        return host.clock.advance(action.ms);
      case 'wait-until':
        return host.clock.advance(Math.max(0, action.moment - host.clock.now.getTime()));
      case 'settings':
        return host.config.update(action.values);
      case 'storage':
        for (const [key, value] of Object.entries(action.values)) await host.storage.set(key, value);
        return undefined;
      case 'restarts':
        return host.reload();
      case 'server': {
        const { target, answer } = action;
        host.http.on(target, answer ?? (() => { throw new Error('the transcript says that it fails'); }));
        return undefined;
      }
    }
  }

  return {
    async act(action) {
      if (action.type !== 'model') {
        await perform(action);
        if (action.type !== 'server') replies = [];
        return;
      }
      // Several lines in a row are several answers.
      replies = [...replies, action.reply];
      host.ai.reply(...replies);
    },
  };
}
