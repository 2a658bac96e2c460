import { createHash } from 'node:crypto';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import type { Extension, Extensions, HookTarget } from '../extensions.ts';
import { readResult } from './read-result.ts';
import { flag, list, text, type Shape } from './shape.ts';

/** A place for bytes that a plugin offers. Every method fails with PLX40xx when the plugin does. */
export interface StorageBackend {
  /** @throws {@link PlexiError} `PLX4007` for more than one message may hold. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  get(key: string): Promise<Uint8Array | undefined>;
  /** @returns Whether something was there. */
  delete(key: string): Promise<boolean>;
  /** The keys with a prefix, sorted. */
  list(prefix?: string): Promise<readonly string[]>;
}

/** What a backend has been seen to do. */
export interface BackendProbe {
  /** What it did wrong; empty when it can be used. */
  readonly problems: readonly string[];
}

/** The storage plugins of a host. */
export interface StorageBackends {
  /** The plugins that offer a place, by priority. */
  list(): readonly string[];
  /** @throws {@link PlexiError} `PLX4303` when no enabled plugin of that name offers one. */
  open(plugin: string): StorageBackend;
  /** Puts something there, reads it, and takes it away again. */
  probe(plugin: string): Promise<BackendProbe>;
}

const HOOKS = ['put', 'get', 'delete', 'list'];
const PROBE = 'plexi-plugin/probe';
const TIMEOUT_MS = 60_000;

const key = text({ min: 1, max: 1_000 });
const keys = list(key, 100_000);
const bytes: Shape<Uint8Array> = (value, { refuse }) => (value instanceof Uint8Array ? value : refuse('it must be bytes'));

/** Makes the storage backends of a host. */
export function createStorageBackends({ extensions }: { readonly extensions: Extensions }): StorageBackends {
  const listAll = (): readonly Extension[] => extensions.list({ kind: 'storage' }).filter(({ hooks }) => HOOKS.every((hook) => hooks.includes(hook)));

  function open(plugin: string): StorageBackend {
    const found = listAll().find((extension) => extension.plugin === plugin);
    if (found === undefined) return fail('PLX4303', { what: 'storage', name: plugin, suggestion: '' });
    const { entry } = found;
    const target = (hook: string): HookTarget => ({ plugin, entry, hook, timeoutMs: TIMEOUT_MS });
    return {
      async put(key, content) {
        await extensions.invoke(target('put'), [key, content]);
      },
      async get(key) {
        const result = await extensions.invoke(target('get'), [key]);
        return result === null ? undefined : readResult(bytes, result, target('get'));
      },
      delete: async (key) => readResult(flag, await extensions.invoke(target('delete'), [key]), target('delete')),
      async list(prefix = '') {
        const found = readResult(keys, await extensions.invoke(target('list'), [prefix]), target('list'));
        // What does not belong to the answer is left out: it may be meant to lead elsewhere.
        return [...new Set(found.filter((each) => each.startsWith(prefix)))].sort();
      },
    };
  }

  async function findProblems(backend: StorageBackend): Promise<readonly string[]> {
    const content = Uint8Array.from({ length: 1_000 }, (_, at) => at % 256);
    await backend.put(PROBE, content);
    const read = await backend.get(PROBE);
    const listed = await backend.list(PROBE);
    const wasThere = await backend.delete(PROBE);
    const left = await backend.get(PROBE);
    return [
      ...(read !== undefined && digest(read) === digest(content) ? [] : ['"get" did not return what was put']),
      ...(listed.includes(PROBE) ? [] : ['"list" did not name what was put']),
      ...(wasThere && left === undefined ? [] : ['"delete" did not take it away']),
    ];
  }

  return {
    list: () => listAll().map(({ plugin }) => plugin),
    open,
    probe: async (plugin) => ({ problems: await findProblems(open(plugin)) }),
  };
}

function digest(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
