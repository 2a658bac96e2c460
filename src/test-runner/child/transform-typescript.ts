import { transform, type Loader, type TransformFailure } from 'esbuild';
import type { Vite } from 'vitest/node';
import type { Failure } from '../protocol.ts';
import { describeMessage } from './describe-message.ts';

const LOADERS: Readonly<Record<string, Loader>> = { ts: 'ts', mts: 'ts', cts: 'ts', tsx: 'tsx', jsx: 'jsx' };

/**
 * Makes vite compile TypeScript with esbuild, as the bundler does: its own transform refuses standard decorators.
 *
 * @param failures - Gets the reason of each file that cannot be transformed.
 */
export function transformTypeScript(failures: Map<string, Failure>): Vite.Plugin {
  return {
    name: 'plexi-plugin:typescript',
    enforce: 'pre',
    async transform(code, id) {
      const [file = id] = id.split('?');
      const loader = LOADERS[/\.([cm]?[tj]sx?)$/.exec(file)?.[1] ?? ''];
      if (loader === undefined || file.includes('/node_modules/')) return undefined;
      failures.delete(file);
      try {
        const result = await transform(code, { loader, target: 'es2023', jsx: 'automatic', sourcemap: true, sourcefile: file });
        return { code: result.code, map: result.map };
      } catch (error) {
        const [first] = (error as Partial<TransformFailure>).errors ?? [];
        if (first !== undefined) failures.set(file, describeMessage(first));
        throw error;
      }
    },
  };
}
