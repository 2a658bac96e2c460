import type { ClientModule } from './client-module.ts';
import type { BundleModule } from './name-module.ts';

/** The modules of one build, and who imports whom. */
export interface ModuleTable {
  readonly sdk: BundleModule;
  /** The modules for browsers that the code refers to, ordered by name. */
  readonly clients: readonly ClientModule[];
  add(module: BundleModule, importer: BundleModule | undefined): void;
  addClient(client: ClientModule): void;
  /** The module that esbuild calls by this name, `owner:path`; `undefined` for the entry script. */
  findModule(shown: string): BundleModule | undefined;
  /** The names of the modules on the shortest way from an entry point to this module, both included. */
  findChain(module: BundleModule): readonly string[];
}

/** Makes a table that knows only the SDK. */
export function createModuleTable(sdkFile: string): ModuleTable {
  const modules = new Map<string, BundleModule>();
  const importers = new Map<string, Set<string>>();
  const clients: ClientModule[] = [];
  return {
    sdk: { owner: 'plexi-plugin', name: 'plexi-plugin/sdk', path: 'sdk', file: sdkFile, root: sdkFile },
    get clients() {
      // esbuild loads modules in any order.
      return clients.toSorted((a, b) => (a.module.name < b.module.name ? -1 : 1));
    },
    addClient: (client) => {
      clients.push(client);
    },
    add(module, importer) {
      modules.set(`${module.owner}:${module.path}`, module);
      const known = importers.get(module.name) ?? new Set();
      importers.set(module.name, known.add(importer?.name ?? ENTRY));
    },
    findModule: (shown) => modules.get(shown),
    findChain: (module) => findShortest(module.name, importers),
  };
}

const ENTRY = 'the entry script';

// Breadth first, against the direction of the imports; sorted, because esbuild resolves imports in any order.
function findShortest(name: string, importers: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const seen = new Set([name]);
  const queue: (readonly [string, ...string[]])[] = [[name]];
  for (const chain of queue) {
    for (const importer of [...(importers.get(chain[0]) ?? [])].sort()) {
      if (importer === ENTRY) return chain;
      if (seen.has(importer)) continue;
      seen.add(importer);
      queue.push([importer, ...chain]);
    }
  }
  return [name];
}
