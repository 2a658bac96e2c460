import { MediaProcessor, type VideoFrame } from 'plexi-plugin/sdk';

/** Makes pictures brighter. What touches every pixel is a kernel: see kernels/brighten.ts. */
export default class MyPlugin extends MediaProcessor {
  readonly #kernel = this.kernels.get('brighten');

  override async processVideo(frame: VideoFrame): Promise<VideoFrame> {
    const { data, width, height, format } = frame;
    const amount = await this.config.get('amount');
    // The bytes of i420 and nv12 begin with the brightness of every pixel; behind it are the colours.
    if (format === 'rgba') this.#kernel.run('brightenColours', data, amount);
    else this.#kernel.run('brighten', data.subarray(0, width * height), amount);
    return frame;
  }
}
