import { MediaProcessor, onEvent, type AudioFrame, type MessageEvent, type StreamEvent } from 'plexi-plugin/sdk';
import { EFFECTS, isEffectName, type Effect, type EffectName } from './effects.ts';

interface Voice {
  readonly userId: string | undefined;
  readonly effect: Effect;
}

/** Changes voices: `!voice robot` that of whoever writes it, the setting those of all others. */
export default class VoiceEffects extends MediaProcessor {
  /** By stream, so that no frame has to ask the storage. */
  readonly #voices = new Map<string, Voice>();

  override async processAudio(frame: AudioFrame): Promise<AudioFrame> {
    const { effect } = this.#voices.get(frame.streamId) ?? (await this.#choose(frame));
    effect(frame);
    return frame;
  }

  override onStreamEnded({ stream }: StreamEvent): void {
    this.#voices.delete(stream.id);
  }

  override onConfigChanged(): void {
    this.#voices.clear();
  }

  @onEvent('message.received')
  async answer({ message }: MessageEvent): Promise<void> {
    const [command, wanted = ''] = message.content.trim().split(/\s+/);
    if (command !== '!voice') return;
    if (isEffectName(wanted)) {
      await this.storage.set(`effect/${message.authorId}`, wanted);
      for (const [streamId, { userId }] of this.#voices) if (userId === message.authorId) this.#voices.delete(streamId);
    }
    const answer = isEffectName(wanted) ? `Your voice: ${wanted}.` : `Choose one: ${Object.keys(EFFECTS).join(', ')}.`;
    await this.messages.reply(message, answer);
  }

  async #choose({ streamId, userId }: AudioFrame): Promise<Voice> {
    const chosen = userId === undefined ? undefined : await this.storage.get<EffectName>(`effect/${userId}`);
    const voice = { userId, effect: EFFECTS[chosen ?? (await this.config.get('effect'))]() };
    this.#voices.set(streamId, voice);
    return voice;
  }
}
