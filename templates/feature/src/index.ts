import { backgroundTask, FeaturePlugin } from 'plexi-plugin/sdk';

/** Reminds a channel every two hours. */
export default class MyPlugin extends FeaturePlugin {
  @backgroundTask({ every: '2h' })
  async remind(): Promise<void> {
    await this.messages.send({ channelId: await this.config.get('channel'), content: '💧 Time for a glass of water.' });
  }
}
