import type { PluginContext } from 'plexi-plugin/sdk';

const PREFIX = 'muted/';

type Services = Pick<PluginContext, 'storage' | 'logger'>;

/** Who is muted until when. It is kept in the storage, and outlives a restart; the timers are set anew then. */
export class Mutes {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #services: Services;
  readonly #onEnd: (person: string) => Promise<void>;

  /** @param onEnd - Runs when somebody may write again. */
  constructor(services: Services, onEnd: (person: string) => Promise<void>) {
    this.#services = services;
    this.#onEnd = onEnd;
  }

  async resume(): Promise<void> {
    for (const { key, value } of await this.#services.storage.list<number>(PREFIX)) this.#wait(key.slice(PREFIX.length), value);
  }

  /** Ends the timers, not the mutes. */
  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  async add(person: string, until: number): Promise<void> {
    await this.#services.storage.set(PREFIX + person, until);
    this.#wait(person, until);
  }

  async has(person: string): Promise<boolean> {
    return ((await this.#services.storage.get<number>(PREFIX + person)) ?? 0) > Date.now();
  }

  #wait(person: string, until: number): void {
    clearTimeout(this.#timers.get(person));
    const end = async (): Promise<void> => {
      // Nobody waits for a timer who could deal with what it throws.
      await this.#end(person).catch((error: unknown) => this.#services.logger.error('the end of a mute failed', { person, reason: String(error) }));
    };
    this.#timers.set(person, setTimeout(end, Math.max(0, until - Date.now())));
  }

  async #end(person: string): Promise<void> {
    this.#timers.delete(person);
    await this.#services.storage.delete(PREFIX + person);
    await this.#onEnd(person);
  }
}
