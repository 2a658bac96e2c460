import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { fail, failOnErrors } from '../core/diagnostics/plexi-error.ts';
import type { Bundle, BundleRequest } from './bundle.ts';
import { describeMessages } from './describe-messages.ts';
import { renderEntryScript } from './entry-script.ts';
import { createEsbuildPlugin, ENTRY } from './esbuild-plugin.ts';
import { finishBundle } from './finish-bundle.ts';
import { createModuleTable } from './module-table.ts';
import { runEsbuild } from './run-esbuild.ts';
import { SANDBOX_TARGET } from './target.ts';
import { defineWebPieces, renderWebModule, WEB } from './web-pieces.ts';

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
  const entry = { code: renderEntryScript(request.entries), loader: 'js', resolveDir: directory } as const;
  const web = { code: renderWebModule(), loader: 'js', resolveDir: directory } as const;
  const plugin = createEsbuildPlugin({ directory, entries: new Map([[ENTRY, entry], [WEB, web]]), table, target: SANDBOX_TARGET });
  const output = await runEsbuild({ ...OPTIONS, absWorkingDir: directory, entryPoints: [ENTRY], plugins: [plugin] });
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
  outfile: 'dist/plugin.js',
  platform: 'neutral',
  // Neutral code has no main field of its own; packages that have a variant without Node.js offer it as `browser`.
  mainFields: ['module', 'main'],
  conditions: ['worker', 'browser'],
  sourcemap: 'external',
  define: defineWebPieces(),
  inject: [WEB],
} satisfies BuildOptions;
