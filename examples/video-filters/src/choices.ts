import type { PluginContext } from 'plexi-plugin/sdk';
import type { FilterName } from './filters.ts';

const KEPT_MS = 1_000;

/** Which filter people have chosen. Both entry points have one: what one writes into the storage, the other reads. */
export class Choices {
  readonly #storage: PluginContext['storage'];
  readonly #known = new Map<string, { readonly filter: FilterName | undefined; readonly until: number }>();

  constructor({ storage }: Pick<PluginContext, 'storage'>) {
    this.#storage = storage;
  }

  async set(userId: string, filter: FilterName): Promise<void> {
    await this.#storage.set(`filter/${userId}`, filter);
  }

  /** What somebody has chosen; asks the storage once a second, and not for every picture. */
  async get(userId: string): Promise<FilterName | undefined> {
    const known = this.#known.get(userId);
    if (known !== undefined && known.until > Date.now()) return known.filter;
    const filter = await this.#storage.get<FilterName>(`filter/${userId}`);
    this.#known.set(userId, { filter, until: Date.now() + KEPT_MS });
    return filter;
  }
}
