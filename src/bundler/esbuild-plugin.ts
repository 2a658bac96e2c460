import { readFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import type { Loader, OnLoadResult, OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';
import { describeClientModule, isClientModule, renderReferences } from './client-module.ts';
import type { ModuleTable } from './module-table.ts';
import type { BundleModule } from './name-module.ts';
import { answerRefusal, createRefusal } from './refusal.ts';
import { resolveImport } from './resolve-import.ts';
import type { BundleTarget } from './target.ts';
import { WEB } from './web-pieces.ts';

/** What esbuild is given to start from; it shows modules of this plugin as `owner:path`. */
export const ENTRY = 'plexi-plugin:entry';

/** A script that esbuild starts from, made by the bundler and not by the plugin. */
export interface EntryScript {
  readonly code: string;
  readonly loader: 'js' | 'css';
  /** The folder that its imports start from. */
  readonly resolveDir: string;
}

/** What a build is made of. */
export interface BuildParts {
  /** The plugin's folder. */
  readonly directory: string;
  /** The scripts to start from, by what esbuild is told to start from. */
  readonly entries: ReadonlyMap<string, EntryScript>;
  readonly table: ModuleTable;
  readonly target: BundleTarget;
}

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
export function createEsbuildPlugin(parts: BuildParts): Plugin {
  const { entries, table, target } = parts;
  return {
    name: 'plexi-plugin',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => answerResolve(args, build, parts));
      build.onLoad({ filter: /.*/, namespace: 'plexi-plugin' }, ({ path }) =>
        path === 'sdk' ? loadModule(table.sdk, parts) : loadEntry(entries, path),
      );
      build.onLoad({ filter: /.*/, namespace: 'provided' }, ({ path }) => ({ contents: target.provide?.(path) ?? '', loader: 'js' }));
      // An import of a pattern is looked up by esbuild itself, past the resolver: what comes from there has no name here.
      build.onLoad({ filter: /.*/ }, ({ pluginData }) => (isModule(pluginData) ? loadModule(pluginData, parts) : answerRefusal(createRefusal('PLX1304', {}))));
    },
  };
}

function isModule(pluginData: unknown): pluginData is BundleModule {
  return pluginData !== undefined;
}

async function answerResolve(args: OnResolveArgs, build: PluginBuild, { directory, table, target }: BuildParts): Promise<OnResolveResult | undefined> {
  if (args.pluginData === OWN_LOOKUP) return undefined;
  if (args.kind === 'entry-point') return { path: args.path.replace(/^plexi-plugin:/, ''), namespace: 'plexi-plugin', sideEffects: args.path !== WEB };
  if (target.provide?.(args.path) !== undefined) return { path: args.path, namespace: 'provided', sideEffects: false };
  if (target.isLeftAlone?.(args) === true) return { path: args.path, external: true };
  const importer = table.findModule(`${args.namespace}:${args.importer}`);
  const found = await resolveImport(args, {
    directory,
    target,
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

function loadEntry(entries: BuildParts['entries'], path: string): OnLoadResult | undefined {
  const entry = entries.get(`plexi-plugin:${path}`);
  return entry && { contents: entry.code, loader: entry.loader, resolveDir: entry.resolveDir };
}

function loadModule(module: BundleModule, { table, target }: BuildParts): OnLoadResult {
  const { file, owner } = module;
  // Read at once: a way through the thread pool takes longer than most files, and esbuild waits for each.
  const contents = readFileSync(file);
  if (target.refersToClients && owner === 'plugin' && isClientModule(contents.toString())) {
    const client = describeClientModule(module);
    table.addClient(client);
    return { contents: renderReferences(client), loader: 'js' };
  }
  const extension = extname(file).toLowerCase();
  return { contents, loader: LOADERS[extension] ?? target.assets[extension] ?? 'js', resolveDir: dirname(file) };
}
