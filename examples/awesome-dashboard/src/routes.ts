import { ApiExtension, defineRoute } from 'plexi-plugin/sdk';
import { Activity } from './activity.ts';

const DAY = {
  type: 'object',
  properties: { day: { type: 'string', format: 'date' }, messages: { type: 'integer', minimum: 0 } },
  required: ['day', 'messages'],
} as const;

/** The numbers of the dashboard, for programs. */
export default class Routes extends ApiExtension {
  readonly #activity = new Activity(this.storage);

  override readonly routes = [
    defineRoute({
      method: 'GET',
      path: '/activity',
      summary: 'Tell how many messages there were each day',
      response: { type: 'array', items: DAY },
      handle: async () => this.#activity.list(await this.config.get('days')),
    }),
    defineRoute({
      method: 'DELETE',
      path: '/activity',
      summary: 'Begin to count from nothing',
      permissions: ['activity.reset'],
      handle: async () => {
        await this.#activity.forget(0);
        await this.pages.refresh();
      },
    }),
  ];
}
