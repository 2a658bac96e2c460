import { apply, defineProperty, keys, NativeTypeError, toText } from './primordials.ts';

const MUTATORS = ['append', 'delete', 'set', 'sort'] as const;

interface Linked {
  readonly params: URLSearchParams;
  /** The search of the URL when both agreed last. */
  search: string;
}

/**
 * Gives URLs the `searchParams` that the interpreter's lack: what changes in the one changes in the other. Lets parameters be
 * made of pairs and of objects, too (WHATWG URL, 6.2): the interpreter's own take texts, and nothing of anything else.
 */
export function defineSearchParams(): void {
  const value = extendParams(URLSearchParams);
  defineProperty(globalThis, 'URLSearchParams', { value, writable: true, enumerable: false, configurable: true });
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

function extendParams(Native: typeof URLSearchParams): typeof URLSearchParams {
  return class URLSearchParams extends Native {
    constructor(init: unknown = '') {
      const isObject = (typeof init === 'object' && init !== null) || typeof init === 'function';
      super(isObject ? '' : toText(init));
      if (isObject) for (const [name, value] of listPairs(init)) super.append(name, value);
    }
  };
}

function listPairs(init: object): readonly (readonly [name: string, value: string])[] {
  if (!(Symbol.iterator in init)) return keys(init).map((name) => [name, toText((init as Record<string, unknown>)[name])]);
  return [...(init as Iterable<Iterable<unknown>>)].map((pair) => {
    const [name, value, ...more] = [...pair];
    if (value === undefined || more.length > 0) throw new NativeTypeError('each pair of parameters must have a name and a value');
    return [toText(name), toText(value)];
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
