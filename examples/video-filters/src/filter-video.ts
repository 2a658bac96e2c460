import { MediaProcessor, type VideoFrame } from 'plexi-plugin/sdk';
import { Choices } from './choices.ts';
import { FILTERS, type Filter } from './filters.ts';

/** Changes pictures as whoever they are of has chosen. */
export default class FilterVideo extends MediaProcessor {
  readonly #choices = new Choices(this.context);

  override async processVideo(frame: VideoFrame): Promise<VideoFrame | undefined> {
    const { filter, square } = await this.config.all();
    const name = (frame.userId && (await this.#choices.get(frame.userId))) || filter;
    // Nothing to send back: the picture goes on as it was.
    if (name === 'off') return undefined;
    const change: Filter = FILTERS[name];
    change(frame, { square });
    return frame;
  }
}
