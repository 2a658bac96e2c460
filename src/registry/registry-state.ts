import { isReleaseName } from '../core/archive/release-name.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { PluginRecord } from '../core/registry/plugin-record.ts';
import type { VersionSpec } from '../core/registry/plugin-spec.ts';
import { checkImmutable, checkOwner, createOwner, type PublishOutcome } from '../core/registry/publish-rules.ts';
import { encodeRecord } from '../core/registry/record-json.ts';
import { sortVersions } from '../core/registry/resolve-version.ts';
import { decodeNameOwner, decodeVersionRecord, parseRecordKey, type NameOwner, type VersionRecord } from '../core/registry/version-record.ts';
import { decodeYank, type Yank, type YankOutcome } from '../core/registry/yank.ts';
import type { Store } from './store.ts';

/** What a registry knows, apart from blobs: the rules of the registry over any store. */
export interface RegistryState {
  listNames(): Promise<readonly string[]>;
  readPlugin(name: string): Promise<PluginRecord | undefined>;
  publishVersion(record: VersionRecord): Promise<PublishOutcome>;
  yankVersion(version: VersionSpec, bundle: Uint8Array): Promise<YankOutcome>;
}

// Keys: plugins/NAME/owner, plugins/NAME/versions/VERSION, plugins/NAME/yanks/VERSION. A namespace is one segment with
// the name, so that the plugin "acme" and the namespace "acme" stay apart.
const ROOT = 'plugins/';

function keyOf(name: string): string {
  return `${ROOT}${name.replace('/', ':')}`;
}

/** Keeps plugins in a store. Each write is one value, so a process may be killed between any two. */
export function createRegistryState(store: Store): RegistryState {
  async function readOwner(name: string): Promise<NameOwner | undefined> {
    const value = await store.get(`${keyOf(name)}/owner`);
    return value && decodeNameOwner(value.body, name);
  }

  async function readVersion(name: string, version: string): Promise<VersionRecord | undefined> {
    const value = await store.get(`${keyOf(name)}/versions/${version}`);
    return value && decodeVersionRecord(value.body, { name, version });
  }

  return {
    async listNames() {
      const names: string[] = [];
      for await (const key of store.list(ROOT)) {
        const name = /^([^/]+)\/owner$/.exec(key.slice(ROOT.length))?.[1]?.replace(':', '/');
        if (isReleaseName(name)) names.push(name);
      }
      return names.sort();
    },

    async readPlugin(name) {
      const values = await readAll(store, `${keyOf(name)}/`);
      const ownerValue = values.get('owner');
      if (ownerValue === undefined) return undefined;
      const owner = decodeNameOwner(ownerValue, name);
      const versions = select(values, 'versions/').map(([version, body]) => decodeOwned(body, { name, version }, owner));
      if (versions.length === 0) return undefined;
      const yanks = versions.flatMap((record) => {
        const yank = values.get(`yanks/${record.version}`);
        return yank === undefined ? [] : [readYank(yank, record, owner)];
      });
      return { name, owner, versions: sortVersions(versions), yanks };
    },

    async publishVersion(record) {
      const { name, version } = record;
      // Two first publishers at once are decided here: the second one reads the first one's claim.
      await store.putIfAbsent(`${keyOf(name)}/owner`, encodeRecord(createOwner(record)));
      const owner = await readOwner(name);
      if (owner !== undefined) checkOwner(owner, record);
      const written = await store.putIfAbsent(`${keyOf(name)}/versions/${version}`, encodeRecord(record));
      const published = written === undefined ? await readVersion(name, version) : undefined;
      return published === undefined ? 'published' : checkImmutable(published, record);
    },

    async yankVersion({ name, version }, bundle) {
      const [owner, record] = await Promise.all([readOwner(name), readVersion(name, version)]);
      if (owner === undefined || record === undefined) throw new Error(`there is no ${name}@${version} to yank`);
      readYank(bundle, record, owner);
      const written = await store.putIfAbsent(yankKeyOf(record), bundle);
      return written === undefined ? 'already-yanked' : 'yanked';
    },
  };
}

function yankKeyOf({ name, version }: VersionRecord): string {
  return `${keyOf(name)}/yanks/${version}`;
}

function readYank(bytes: Uint8Array, { name, version, manifest }: VersionRecord, owner: NameOwner): Yank {
  return decodeYank(bytes, { name, version, digest: manifest.digest }, parseRecordKey(owner, `the owner of "${name}"`));
}

function decodeOwned(body: Uint8Array, expected: { readonly name: string; readonly version: string }, owner: NameOwner): VersionRecord {
  const record = decodeVersionRecord(body, expected);
  if (record.keyId === owner.keyId) return record;
  return fail('PLX5013', { what: `the record of ${expected.name}@${expected.version}`, reason: 'its key does not own the name' });
}

/** The values below a prefix, by the rest of their key. */
async function readAll(store: Store, prefix: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const keys: string[] = [];
  for await (const key of store.list(prefix)) keys.push(key);
  const values = await Promise.all(keys.map(async (key) => ({ key, value: await store.get(key) })));
  return new Map(values.flatMap(({ key, value }) => (value === undefined ? [] : [[key.slice(prefix.length), value.body]])));
}

function select(values: ReadonlyMap<string, Uint8Array>, prefix: string): readonly (readonly [string, Uint8Array])[] {
  return [...values].flatMap(([key, body]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), body] as const] : []));
}
