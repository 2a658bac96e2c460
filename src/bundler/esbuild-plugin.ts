import { readFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import type { Loader, OnLoadResult, OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';
import type { ModuleTable } from './module-table.ts';
import type { BundleModule } from './name-module.ts';
import { answerRefusal } from './refusal.ts';
import { resolveImport } from './resolve-import.ts';

/** What esbuild is given to start from; it shows modules of this plugin as `owner:path`. */
export const ENTRY = 'plexi-plugin:entry';

// Marks the look-ups that are made here, so that they are left to esbuild.
const OWN_LOOKUP = Symbol('own lookup');

const LOADERS: Readonly<Record<string, Loader>> = {
  '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx', '.json': 'json', '.jsx': 'jsx',
};

/**
 * Gives every module a name that has nothing to do with where it is on this machine.
 *
 * esbuild writes paths into comments, and derives identifiers from them: only a name that is the same everywhere
 * gives the same bytes everywhere.
 */
export function createEsbuildPlugin(directory: string, entryScript: string, table: ModuleTable): Plugin {
  return {
    name: 'plexi-plugin',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => answerResolve(args, build, directory, table));
      build.onLoad({ filter: /.*/, namespace: 'plexi-plugin' }, ({ path }) =>
        path === 'sdk' ? loadModule(table.sdk) : { contents: entryScript, loader: 'js', resolveDir: directory },
      );
      build.onLoad({ filter: /.*/ }, ({ pluginData }) => loadModule(pluginData as BundleModule));
    },
  };
}

async function answerResolve(
  args: OnResolveArgs,
  build: PluginBuild,
  directory: string,
  table: ModuleTable,
): Promise<OnResolveResult | undefined> {
  if (args.pluginData === OWN_LOOKUP) return undefined;
  if (args.kind === 'entry-point') return { path: 'entry', namespace: 'plexi-plugin' };
  const importer = table.findModule(`${args.namespace}:${args.importer}`);
  const found = await resolveImport(args, {
    directory,
    sdk: table.sdk,
    importer,
    lookUp: (path, options) => build.resolve(path, { ...options, pluginData: OWN_LOOKUP }),
  });
  if (found === undefined) return undefined;
  if (typeof found === 'function') return answerRefusal(found);
  const { module, sideEffects } = found;
  table.add(module, importer);
  return { path: module.path, namespace: module.owner, pluginData: module, sideEffects };
}

async function loadModule({ file }: BundleModule): Promise<OnLoadResult> {
  return { contents: await readFile(file), loader: LOADERS[extname(file)] ?? 'js', resolveDir: dirname(file) };
}
