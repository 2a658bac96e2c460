import { backgroundTask, MessageProcessor, type ConfigChange, type MessageEvent } from 'plexi-plugin/sdk';
import { nightsToForget, renderBackups } from './nights.ts';

const MOST_NOTES = 100;
const LONGEST_NOTE = 200;

/** Keeps notes. Every night a backup is made of them, and a keeper can bring one back. */
export default class ScheduledBackup extends MessageProcessor {
  override async onEnable(): Promise<void> {
    await this.#schedule(await this.config.get('hour'));
  }

  override async onConfigChanged({ changed, settings }: ConfigChange): Promise<void> {
    if (changed.includes('hour')) await this.#schedule(settings.hour);
  }

  /** The schedule that is written here is in force until `onEnable` knows the settings. */
  @backgroundTask({ cron: '0 3 * * *', missed: 'run', retries: 3 })
  async nightly(): Promise<void> {
    await this.backups.create('nightly');
    for (const { id } of nightsToForget(await this.backups.list(), await this.config.get('keep'))) await this.backups.delete(id);
  }

  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const answer = await this.#answer(message.content.trim(), message.authorId);
    if (answer !== undefined) await this.messages.reply(message, answer);
  }

  async #answer(content: string, user: string): Promise<string | undefined> {
    const [, command, rest = ''] = /^!(note|notes|backups|restore)(?:\s+(.*))?$/s.exec(content) ?? [];
    switch (command) {
      case 'note':
        return this.#note(rest);
      case 'notes':
        return (await this.#readNotes()).map((note, index) => `${index + 1}. ${note}`).join('\n') || 'There are no notes.';
      case 'backups':
        return renderBackups(await this.backups.list());
      case 'restore':
        return this.#restore(rest, user);
      default:
        return undefined;
    }
  }

  async #note(text: string): Promise<string> {
    if (text === '' || text.length > LONGEST_NOTE) return `Write !note and a text of at most ${LONGEST_NOTE} characters.`;
    const notes = await this.storage.update<readonly string[]>('notes', (before = []) => [...before, text].slice(-MOST_NOTES));
    return `Noted. There ${notes.length === 1 ? 'is 1 note' : `are ${notes.length} notes`}.`;
  }

  async #restore(number: string, user: string): Promise<string> {
    if (!(await this.config.get('keepers')).includes(user)) return 'Only keepers may do that.';
    const chosen = (await this.backups.list())[Number(number) - 1];
    if (chosen === undefined) return 'There is no such backup: !backups lists them.';
    // What is there now may be missed, too.
    await this.backups.create('before a restore');
    await this.backups.restore(chosen.id);
    return `Everything is as it was ${renderBackups([chosen]).slice('1. '.length)}.`;
  }

  async #readNotes(): Promise<readonly string[]> {
    return (await this.storage.get<readonly string[]>('notes')) ?? [];
  }

  async #schedule(hour: number): Promise<void> {
    await this.scheduler.reschedule('nightly', { cron: `0 ${hour} * * *` });
  }
}
