import { MediaProcessor, type AudioFrame, type StreamEvent } from 'plexi-plugin/sdk';
import { Gain } from './gain.ts';

/** Brings the voices of a call to about the same loudness. */
export default class MyPlugin extends MediaProcessor {
  readonly #gains = new Map<string, Gain>();

  override async processAudio(frame: AudioFrame): Promise<AudioFrame> {
    const gain = this.#gains.get(frame.streamId) ?? new Gain();
    this.#gains.set(frame.streamId, gain);
    gain.apply(frame.samples, await this.config.get('loudness'));
    return frame;
  }

  override onStreamEnded({ stream }: StreamEvent): void {
    this.#gains.delete(stream.id);
  }
}
