import { apply, defineProperty } from './primordials.ts';

const MUTATORS = ['append', 'delete', 'set', 'sort'] as const;

interface Linked {
  readonly params: URLSearchParams;
  /** The search of the URL when both agreed last. */
  search: string;
}

/** Gives URLs the `searchParams` that the interpreter's lack: what changes in the one changes in the other. */
export function defineSearchParams(): void {
  const linked = new WeakMap<URL, Linked>();
  defineProperty(URL.prototype, 'searchParams', {
    get(this: URL) {
      const link = linked.get(this) ?? { params: createParams(this, (search) => { link.search = search; }), search: '' };
      linked.set(this, link);
      if (link.search !== this.search) refill(link, this.search);
      return link.params;
    },
    enumerable: true,
    configurable: true,
  });
}

function createParams(url: URL, agree: (search: string) => void): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of MUTATORS) {
    const mutate = params[name].bind(params) as (...args: unknown[]) => void;
    const value = (...args: unknown[]): void => {
      mutate(...args);
      url.search = params.toString();
      agree(url.search);
    };
    defineProperty(params, name, { value, writable: true, enumerable: false, configurable: true });
  }
  return params;
}

function refill(link: Linked, search: string): void {
  // Past the methods of its own, which would write to the URL what was just read from it.
  const use = (name: 'append' | 'delete', ...args: readonly string[]): void => void apply(Reflect.get(URLSearchParams.prototype, name) as () => void, link.params, args);
  for (const name of [...link.params.keys()]) use('delete', name);
  for (const [name, value] of new URLSearchParams(search)) use('append', name, value);
  link.search = search;
}
