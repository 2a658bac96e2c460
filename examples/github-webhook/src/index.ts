import { FeaturePlugin, webhookHandler, type WebhookRequest } from 'plexi-plugin/sdk';
import { renderEvent } from './render-event.ts';

/** Posts what GitHub tells. */
export default class GitHubWebhook extends FeaturePlugin {
  /** The host has checked the signature: what comes here was sent by somebody who has the secret. */
  @webhookHandler({ path: '/github', secretSetting: 'webhook_secret', scheme: 'github' })
  async tell(request: WebhookRequest): Promise<void> {
    const event = request.headers['x-github-event'] ?? '';
    const content = renderEvent(event, request.json());
    if (content === undefined) return this.logger.debug('nothing to tell', { event });
    await this.messages.send({ channelId: await this.config.get('channel'), content });
  }
}
