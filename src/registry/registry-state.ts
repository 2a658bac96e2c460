import { isReleaseName } from '../core/archive/release-name.ts';
import type { PluginRecord } from '../core/registry/plugin-record.ts';
import { checkImmutable, checkOwner, createOwner, type PublishOutcome } from '../core/registry/publish-rules.ts';
import { encodeRecord } from '../core/registry/record-json.ts';
import { sortVersions } from '../core/registry/resolve-version.ts';
import { decodeNameOwner, decodeVersionRecord, parseRecordKey, type NameOwner, type VersionRecord } from '../core/registry/version-record.ts';
import { decodeYank, type Yank } from '../core/registry/yank.ts';
import type { Store } from './store.ts';

/** What a registry knows, apart from blobs: the rules of the registry over any store. */
export interface RegistryState {
  listNames(): Promise<readonly string[]>;
  readPlugin(name: string): Promise<PluginRecord | undefined>;
  publishVersion(record: VersionRecord): Promise<PublishOutcome>;
  yankVersion(name: string, bundle: Uint8Array): Promise<'yanked' | 'already-yanked'>;
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

  async function readYanks(name: string, owner: NameOwner): Promise<readonly Yank[]> {
    const values = await readAll(store, `${keyOf(name)}/yanks/`);
    if (values.length === 0) return [];
    const key = parseRecordKey(owner, `the owner of "${name}"`);
    return values.map(({ body }) => decodeYank(body, { name }, key));
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
      const owner = await readOwner(name);
      if (owner === undefined) return undefined;
      const values = await readAll(store, `${keyOf(name)}/versions/`);
      const versions = values.map(({ segment, body }) => decodeVersionRecord(body, { name, version: segment }));
      if (versions.length === 0) return undefined;
      return { name, owner, versions: sortVersions(versions), yanks: await readYanks(name, owner) };
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

    async yankVersion(name, bundle) {
      const owner = await readOwner(name);
      if (owner === undefined) throw new Error(`there is no plugin ${name} to yank from`);
      const { version } = decodeYank(bundle, { name }, parseRecordKey(owner, `the owner of "${name}"`));
      const written = await store.putIfAbsent(`${keyOf(name)}/yanks/${version}`, bundle);
      return written === undefined ? 'already-yanked' : 'yanked';
    },
  };
}

interface Segment {
  readonly segment: string;
  readonly body: Uint8Array;
}

async function readAll(store: Store, prefix: string): Promise<readonly Segment[]> {
  const keys: string[] = [];
  for await (const key of store.list(prefix)) keys.push(key);
  const values = await Promise.all(keys.map(async (key) => ({ key, value: await store.get(key) })));
  return values.flatMap(({ key, value }) => (value === undefined ? [] : [{ segment: key.slice(prefix.length), body: value.body }]));
}
