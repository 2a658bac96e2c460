import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildFailure, BuildOptions } from 'esbuild';
import { fail, failOnErrors } from '../core/diagnostics/plexi-error.ts';
import type { Bundle, BundleRequest } from './bundle.ts';
import { describeMessages } from './describe-messages.ts';
import { renderEntryScript } from './entry-script.ts';
import { createEsbuildPlugin, ENTRY } from './esbuild-plugin.ts';
import { finishBundle, type BuildOutput } from './finish-bundle.ts';
import { loadEsbuild } from './load-esbuild.ts';
import { createModuleTable, type ModuleTable } from './module-table.ts';

/**
 * Makes one script of a plugin's entry points and everything they import.
 *
 * The same sources give the same bytes wherever the plugin, its dependencies and plexi-plugin are on the machine.
 *
 * @throws {@link PlexiError} `PLX13xx` with every problem that the code has.
 */
export async function bundlePlugin(request: BundleRequest): Promise<Bundle> {
  if (request.entries.length === 0) fail('PLX1317', {});
  // Nothing is awaited before esbuild is started: it starts up while the caller does something else.
  const directory = realpathSync.native(request.directory);
  const table = createModuleTable(findSdk(request.toolRoot));
  const output = await runBuild(request, directory, table);
  const diagnostics = describeMessages(output, { ...table, directory, entries: request.entries });
  failOnErrors(diagnostics);
  if (!('outputFiles' in output)) throw new Error('esbuild failed without saying why', { cause: output });
  return finishBundle(output, table, diagnostics);
}

function findSdk(toolRoot: string): string {
  const file = join(toolRoot, 'dist', 'sdk', 'index.js');
  if (!existsSync(file)) fail('PLX1318', { file });
  return file;
}

const OPTIONS = {
  bundle: true,
  write: false,
  outfile: 'dist/plugin.js',
  format: 'iife',
  target: 'es2023',
  platform: 'neutral',
  // Neutral code has no main field of its own; packages that have a variant without Node.js offer it as `browser`.
  mainFields: ['module', 'main'],
  conditions: ['worker', 'browser'],
  sourcemap: 'external',
  metafile: true,
  charset: 'utf8',
  legalComments: 'eof',
  define: { 'process.env.NODE_ENV': '"production"' },
  // tsconfig.json is not read: a plugin's code means the same whatever an editor is told.
  tsconfigRaw: '{}',
  logLevel: 'silent',
  logLimit: 0,
  logOverride: { 'unsupported-dynamic-import': 'error', 'unsupported-require-call': 'error' },
} as const satisfies BuildOptions;

async function runBuild(request: BundleRequest, directory: string, table: ModuleTable): Promise<BuildOutput | BuildFailure> {
  const plugin = createEsbuildPlugin(directory, renderEntryScript(request.entries), table);
  try {
    return await loadEsbuild().build({ ...OPTIONS, absWorkingDir: directory, entryPoints: [ENTRY], plugins: [plugin] });
  } catch (error) {
    if (isBuildFailure(error)) return error;
    const reason = error instanceof Error ? error.message : String(error);
    return fail('PLX1316', { reason }, { cause: error });
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && 'warnings' in error;
}
