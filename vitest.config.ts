import { transform } from 'esbuild';
import { defineConfig, type Plugin } from 'vitest/config';

// Vite's own transform refuses standard decorators, so esbuild does it: DESIGN §3.
function esbuildTransform(): Plugin {
  return {
    name: 'esbuild-transform',
    enforce: 'pre',
    async transform(code, id) {
      if (!/\.tsx?$/.test(id) || id.includes('/node_modules/')) return undefined;
      const result = await transform(code, { loader: 'ts', target: 'es2023', sourcemap: true, sourcefile: id });
      return { code: result.code, map: result.map };
    },
  };
}

export default defineConfig({
  oxc: false,
  plugins: [esbuildTransform()],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/cases/**', '**/fixtures/**'],
    setupFiles: ['test/helpers/setup.ts'],
    globalSetup: ['test/helpers/build-once.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    restoreMocks: true,
  },
});
