import { ApiError, ApiExtension, ApiResponse, defineRoute } from 'plexi-plugin/sdk';
import type { Note } from './note.ts';

const NOTE = {
  type: 'object',
  properties: { id: { type: 'integer' }, text: { type: 'string' }, author: { type: 'string' } },
  required: ['id', 'text', 'author'],
} as const;

/** Three routes: the host checks who asks, and what. */
export default class MyPlugin extends ApiExtension {
  override readonly routes = [
    defineRoute({
      method: 'GET',
      path: '/notes',
      summary: 'List notes',
      query: { type: 'object', properties: { search: { type: 'string', maxLength: 100, default: '' } }, additionalProperties: false },
      response: { type: 'array', items: NOTE },
      handle: async ({ query }) => (await this.#read()).filter(({ text }) => text.includes(query.search)),
    }),
    defineRoute({
      method: 'POST',
      path: '/notes',
      summary: 'Add a note',
      permissions: ['notes.write'],
      rateLimit: { requests: 30, perSeconds: 60 },
      body: { type: 'object', properties: { text: { type: 'string', minLength: 1, maxLength: 1_000 } }, required: ['text'], additionalProperties: false },
      response: NOTE,
      handle: async ({ body, user }) => {
        const notes = await this.#read();
        if (notes.length >= (await this.config.get('most'))) throw new ApiError(409, 'there is no room for another note');
        const note: Note = { id: 1 + Math.max(0, ...notes.map(({ id }) => id)), text: body.text, author: user.id };
        const all: readonly Note[] = [...notes, note];
        await this.storage.set('notes', all);
        return new ApiResponse(201, note);
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/notes/{id}',
      summary: 'Remove a note',
      permissions: ['notes.write'],
      params: { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] },
      handle: async ({ params }) => {
        const notes = await this.#read();
        const rest = notes.filter(({ id }) => id !== params.id);
        if (rest.length === notes.length) throw new ApiError(404, `there is no note ${params.id}`);
        await this.storage.set('notes', rest);
      },
    }),
  ];

  async #read(): Promise<readonly Note[]> {
    return (await this.storage.get<readonly Note[]>('notes')) ?? [];
  }
}
