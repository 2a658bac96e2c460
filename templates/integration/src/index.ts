import { IntegrationPlugin } from 'plexi-plugin/sdk';

const SOURCE = 'https://news.example.com/latest.json';

interface Headline {
  readonly id: string;
  readonly title: string;
}

/** Asks another site for its headlines, and tells those that are new. */
export default class MyPlugin extends IntegrationPlugin {
  override readonly schedule = { every: '15m', retries: 2 } as const;

  override async sync(): Promise<void> {
    const response = await fetch(SOURCE);
    if (!response.ok) throw new Error(`the site answered ${response.status}`);
    const headlines = (await response.json()) as readonly Headline[];
    const known = (await this.storage.get<readonly string[]>('known')) ?? [];
    const channelId = await this.config.get('channel');
    for (const { id, title } of headlines) if (!known.includes(id)) await this.messages.send({ channelId, content: `📰 ${title}` });
    await this.storage.set('known', headlines.map(({ id }) => id));
  }
}
