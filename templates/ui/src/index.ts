import { UiPlugin, type JsonValue, type UiRequest } from 'plexi-plugin/sdk';
import type { Poll } from './poll.ts';
import { PollCard } from './poll-card.tsx';

/** Asks a question in the sidebar: everybody has one vote, and may change it. */
export default class MyPlugin extends UiPlugin {
  override getComponent() {
    return PollCard;
  }

  override getMountPoint() {
    return 'sidebar' as const;
  }

  override async getContext({ user }: UiRequest): Promise<Poll> {
    const { question, answers } = await this.config.all();
    const votes = await this.#readVotes();
    return {
      question,
      answers: answers.map((text) => ({ text, votes: Object.values(votes).filter((vote) => vote === text).length })),
      ...(user !== undefined && votes[user.id] !== undefined && { own: votes[user.id] }),
    };
  }

  override async handleAction(action: string, data: JsonValue, request: UiRequest): Promise<Poll> {
    // What comes from a browser may be anything.
    const answers = await this.config.get('answers');
    if (action !== 'vote' || typeof data !== 'string' || !answers.includes(data)) throw new Error('there is nothing like that to vote for');
    if (request.user === undefined) throw new Error('only users can vote');
    await this.storage.set('votes', { ...(await this.#readVotes()), [request.user.id]: data });
    return this.getContext(request);
  }

  async #readVotes(): Promise<Readonly<Record<string, string>>> {
    return (await this.storage.get<Record<string, string>>('votes')) ?? {};
  }
}
