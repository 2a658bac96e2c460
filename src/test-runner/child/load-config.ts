import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin, type TransformFailure } from 'esbuild';
import type { Vite } from 'vitest/node';
import { describeMessage } from './describe-message.ts';

const NAMES = ['vitest', 'vite'].flatMap((tool) => ['ts', 'mts', 'js', 'mjs'].map((extension) => `${tool}.config.${extension}`));

/**
 * Loads the author's vitest or vite configuration, where there is one.
 *
 * Vite itself could do it, but would ask the plugin's folder for `vitest/config`, which need not be installed there.
 */
export async function loadConfig(directory: string): Promise<Vite.UserConfig> {
  const file = NAMES.map((name) => join(directory, name)).find((path) => existsSync(path));
  if (file === undefined) return {};
  const { config } = (await import(`data:text/javascript,${encodeURIComponent(await compile(file))}`)) as { readonly config: unknown };
  const loaded: unknown = typeof config === 'function' ? await (config as (env: object) => unknown)({ command: 'serve', mode: 'test' }) : await config;
  return loaded as Vite.UserConfig;
}

async function compile(file: string): Promise<string> {
  try {
    const result = await build({
      stdin: { contents: `import config from ${JSON.stringify(file)}; export { config };`, resolveDir: join(file, '..') },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      logLevel: 'silent',
      define: { 'import.meta.url': JSON.stringify(pathToFileURL(file).href), 'import.meta.dirname': JSON.stringify(join(file, '..')) },
      plugins: [leavePackages()],
    });
    return result.outputFiles[0]?.text ?? '';
  } catch (error) {
    const [first] = (error as Partial<TransformFailure>).errors ?? [];
    if (first === undefined) throw error;
    const { message, frames } = describeMessage(first);
    throw Object.assign(new Error(message, { cause: error }), { stacks: frames });
  }
}

// Packages are imported from where they are: by their whole address, the only one that a data: module may name.
function leavePackages(): Plugin {
  return {
    name: 'leave-packages',
    setup(esbuild) {
      esbuild.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...options }) => {
        if (pluginData === 'asked' || path.startsWith('node:') || options.kind === 'entry-point' || /^[A-Za-z]:/.test(path)) return undefined;
        if (/^vite(st)?($|\/)/.test(path)) return { path: import.meta.resolve(path), external: true };
        const found = await esbuild.resolve(path, { resolveDir: options.resolveDir, kind: options.kind, importer: options.importer, pluginData: 'asked' });
        if (found.errors.length > 0) return { errors: found.errors };
        return { path: found.namespace === 'file' && !found.external ? pathToFileURL(found.path).href : found.path, external: true };
      });
    },
  };
}

