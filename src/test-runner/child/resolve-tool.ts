import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Vite } from 'vitest/node';

const FILES: Readonly<Record<string, string>> = {
  'plexi-plugin/sdk': 'dist/sdk/index.js',
  'plexi-plugin/testing': 'dist/testing/index.js',
};

/**
 * Makes test files find this plexi-plugin, whether or not the plugin has installed one: the test host must be the
 * same that the command has, and a plugin without dependencies needs no `npm install`. Node.js loads it as it is: to vite,
 * what lies outside `node_modules` is the author's own code, to be taken apart and put together again.
 */
export function resolveTool(toolRoot: string): Vite.Plugin {
  return {
    name: 'plexi-plugin:resolve',
    enforce: 'pre',
    config: () => ({ test: { server: { deps: { external: [matchDist(toolRoot)] } } } }),
    resolveId(id) {
      const file = FILES[id];
      return file === undefined ? undefined : { id: pathToFileURL(join(toolRoot, file)).href, external: true };
    },
  };
}

function matchDist(toolRoot: string): RegExp {
  const folder = `${toolRoot.replaceAll('\\', '/')}/dist/`;
  return new RegExp(`^${folder.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&')}`);
}
