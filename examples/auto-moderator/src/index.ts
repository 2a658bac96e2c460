import { HostError, MessageProcessor, type Message, type MessageEvent } from 'plexi-plugin/sdk';
import { Mutes } from './mutes.ts';
import { Pace } from './pace.ts';
import { findBrokenRule } from './rules.ts';

/** Deletes what breaks the rules, counts warnings, and mutes who has had enough of them. */
export default class AutoModerator extends MessageProcessor {
  readonly #pace = new Pace();
  readonly #mutes = new Mutes(this.context, (person) => this.#log(`${person} may write again`));

  override async onEnable(): Promise<void> {
    await this.#mutes.resume();
  }

  override onDisable(): void {
    this.#mutes.stop();
  }

  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    await this.#moderate(message, this.#pace.add(message.authorId, Date.now()));
  }

  // Nobody gets around the rules by writing first and changing it then.
  override async onMessageEdited({ message }: MessageEvent): Promise<void> {
    await this.#moderate(message, 0);
  }

  async #moderate(message: Message, recent: number): Promise<void> {
    const { authorId, channelId } = message;
    const isMuted = await this.#mutes.has(authorId);
    const rule = findBrokenRule(message.content, recent, await this.config.all());
    if (rule === undefined && !isMuted) return;
    const isDeleted = await isFound(this.messages.delete(message.id));
    if (rule === undefined || isMuted || !isDeleted) return;
    await this.messages.send({ channelId, content: `${authorId}, ${rule}. ${await this.#punish(authorId)}` });
    await this.#log(`${authorId} in ${channelId}: ${rule}`);
  }

  async #punish(person: string): Promise<string> {
    const { warnings, mute_minutes } = await this.config.all();
    const count = await this.storage.update<number>(`warnings/${person}`, (before = 0) => before + 1);
    if (count <= warnings) return `This is warning ${count} of ${warnings}.`;
    await this.storage.delete(`warnings/${person}`);
    await this.#mutes.add(person, Date.now() + mute_minutes * 60_000);
    return `You are muted for ${mute_minutes} minutes.`;
  }

  async #log(line: string): Promise<void> {
    this.logger.info(line);
    const channelId = await this.config.get('log_channel');
    if (channelId === '' || (await isFound(this.messages.send({ channelId, content: line })))) return;
    this.logger.warn('the log channel does not exist', { channelId });
  }
}

// An event may come twice, when its message is gone already; and settings may name a channel that is not there.
async function isFound(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof HostError && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}
