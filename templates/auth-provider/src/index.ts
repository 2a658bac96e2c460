import { AuthProvider, type AuthIdentity, type JsonValue } from 'plexi-plugin/sdk';
import { Patience } from './patience.ts';

/** Knows people by the code in their invitation. */
export default class MyPlugin extends AuthProvider {
  readonly #patience = new Patience({ mistakes: 5, pauseMs: 60_000 });

  override readonly login = {
    id: 'invitation',
    title: 'Sign in with an invitation',
    fields: {
      type: 'object',
      properties: { code: { type: 'string', title: 'Code', pattern: '^[A-Z0-9]{4}-[A-Z0-9]{4}$' } },
      required: ['code'],
      additionalProperties: false,
    },
  } as const;

  override async authenticate({ code }: { readonly [name: string]: JsonValue }): Promise<AuthIdentity | undefined> {
    if (this.#patience.isOver(Date.now())) return undefined;
    const people = new Map(Object.entries(await this.config.get('invitations')));
    const person = people.get(String(code));
    this.#patience.note(person !== undefined, Date.now());
    return person === undefined ? undefined : { subject: person, name: person };
  }
}
