import type { StorageBackend } from '../../../host/extension-points/storage-backends.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { attempt } from '../attempt.ts';
import type { ContractContext, Finding } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, at) => at);
const LARGE = Uint8Array.from({ length: 128 * 1024 }, (_, at) => (at * 7) % 251);

// Folders, cases, blanks, marks of addresses and of systems, names that every object has: to a backend all are only keys.
const ODD_KEYS = ['a/b/c.txt', 'A/B/C.txt', 'a_b_c.txt', 'with blank', '100%25', '__proto__', 'constructor', 'ключ/鍵', '..', 'a', 'a.'];

/** What a storage plugin must do with bytes. */
export const storageChecks = defineChecks('PLX4323', [
  {
    name: 'keeps what it is given',
    proves: 'All 256 bytes, no byte at all, and 128 KiB come back as they were put; what is put a second time replaces the first.',
    run: (context) => tryBackend(context, async (backend) => {
      for (const [what, bytes] of [['every byte there is', EVERY_BYTE], ['no bytes', new Uint8Array()], ['128 KiB', LARGE], ['fewer bytes than before', EVERY_BYTE.slice(3, 9)]] as const) {
        await backend.put('kept', bytes);
        const found = await backend.get('kept');
        if (found === undefined || !Buffer.from(found).equals(bytes)) return `"get" does not return what was put: ${what}`;
      }
      return undefined;
    }),
  },
  {
    name: 'knows nothing of keys that were never put',
    proves: '"get" finds nothing for an unknown key, "delete" says that nothing was there, and "list" does not name it: also for names that every object has, such as "constructor".',
    needs: 'keeps what it is given',
    run: (context) => tryBackend(context, async (backend) => {
      for (const key of ['never', 'toString', '__proto__', 'kept/more']) {
        if ((await backend.get(key)) !== undefined) return `"get" finds something at "${key}", where nothing was put`;
        if (await backend.delete(key)) return `"delete" says that something was at "${key}", where nothing was put`;
        if ((await backend.list(key)).includes(key)) return `"list" names "${key}", where nothing was put`;
      }
      return undefined;
    }),
  },
  {
    name: 'keeps every key apart',
    proves: 'Keys with folders, blanks, upper and lower case, percent signs, other writings and names such as "__proto__" hold each their own, and "list" names all of those with a prefix.',
    needs: 'keeps what it is given',
    run: (context) => tryBackend(context, async (backend) => {
      for (const [at, key] of ODD_KEYS.entries()) await backend.put(`odd:${key}`, Uint8Array.of(at));
      for (const [at, key] of ODD_KEYS.entries()) {
        const found = await backend.get(`odd:${key}`);
        if (found?.length !== 1 || found[0] !== at) return `what was put at "${key}" is not there any more after other keys were put`;
      }
      const listed = new Set(await backend.list('odd:'));
      const missing = ODD_KEYS.find((key) => !listed.has(`odd:${key}`));
      if (missing !== undefined) return `"list" does not name "${missing}"`;
      return (await backend.list('odd:a/')).length === 1 ? undefined : '"list" does not name exactly the keys with a prefix';
    }),
  },
  {
    name: 'takes away what is deleted',
    proves: '"delete" says that something was there, and only once; then neither "get" nor "list" knows of it, and its neighbours stay.',
    needs: 'keeps what it is given',
    run: (context) => tryBackend(context, async (backend) => {
      await backend.put('gone/1', EVERY_BYTE);
      await backend.put('gone/10', EVERY_BYTE);
      if (!(await backend.delete('gone/1'))) return '"delete" does not say that something was there';
      if ((await backend.get('gone/1')) !== undefined || (await backend.list('gone/')).includes('gone/1')) return 'what was deleted is still there';
      if (await backend.delete('gone/1')) return '"delete" says a second time that something was there';
      return (await backend.get('gone/10')) === undefined ? '"delete" took "gone/10" away together with "gone/1"' : undefined;
    }),
  },
  {
    name: 'keeps everything over a restart',
    proves: 'After the plugin was unloaded and started again, what was put is still there.',
    needs: 'keeps what it is given',
    isolated: true,
    run: (context) => tryBackend(context, async (backend, host) => {
      await backend.put('lasting', EVERY_BYTE);
      await host.reload();
      const found = await backend.get('lasting');
      return found === undefined || !Buffer.from(found).equals(EVERY_BYTE) ? 'what was put is gone after a restart' : undefined;
    }),
  },
]);

async function tryBackend({ start }: ContractContext, run: (backend: StorageBackend, host: LiveTestHost) => Promise<string | undefined>): Promise<Finding | undefined> {
  const host = await start();
  const { name } = host.plugin;
  if (!host.storageBackends.list().includes(name)) return { reason: 'it lacks one of the hooks "put", "get", "delete" and "list"' };
  const backend = host.storageBackends.open(name);
  // Without the server that it keeps things on, it can only say so: that is no finding.
  const { refusal } = await attempt(host, 'when it is to keep a byte', () => backend.put('first', Uint8Array.of(1)));
  if (refusal !== undefined && host.http.requests.length > 0) return undefined;
  const reason = refusal?.message ?? (await run(backend, host));
  return reason === undefined ? undefined : { reason };
}
