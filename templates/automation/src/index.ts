import { AutomationPlugin, type AutomationRules } from 'plexi-plugin/sdk';

/** Two rules: one by the clock, one by what people write. */
export default class MyPlugin extends AutomationPlugin {
  override readonly rules: AutomationRules = {
    greet: {
      schedule: { cron: '0 9 * * 1-5' },
      run: async () => {
        await this.messages.send({ channelId: await this.config.get('channel'), content: 'Good morning!' });
      },
    },
    thank: {
      message: /\bthank(s| you)\b/i,
      run: async ({ message }) => {
        await this.messages.reply(message, 'You are welcome.');
      },
    },
  };
}
