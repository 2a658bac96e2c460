import { mergeConfig } from 'vitest/config';
import { createVitest, type Reporter, type Vite, type Vitest } from 'vitest/node';
import type { Failure, RunnerSettings } from '../protocol.ts';
import { loadConfig } from './load-config.ts';
import { resolveTool } from './resolve-tool.ts';
import { transformTypeScript } from './transform-typescript.ts';

/** Starts vitest on a plugin's folder, without running anything. */
export async function createRunner(settings: RunnerSettings, reporter: Reporter, failures: Map<string, Failure>): Promise<Vitest> {
  const plugins = [resolveTool(settings.toolRoot), transformTypeScript(failures), setDefaults()];
  const author = await loadConfig(settings.directory);
  const vitest = await createVitest(
    'test',
    {
      root: settings.directory,
      config: false,
      watch: false,
      reporters: [reporter],
      // One process, so that ending it ends every test; threads also start faster than forks.
      pool: 'threads',
      browser: { enabled: false },
      api: false,
      cache: false,
      includeTaskLocation: true,
      passWithNoTests: true,
      allowOnly: true,
      ...(settings.update && { update: true }),
    },
    mergeConfig(author, { plugins, oxc: false, clearScreen: false, logLevel: 'silent' }),
  );
  await vitest.standalone();
  return vitest;
}

// A test waits for a real sandbox, on a machine that may be busy; vitest's own 5 s are for functions that are merely called.
const PATIENCE_MS = 15_000;

// As a plugin, because values given to vitest directly would win over the author's configuration.
function setDefaults(): Vite.Plugin {
  return {
    name: 'plexi-plugin:defaults',
    config: ({ test }) => ({
      test: {
        include: test?.include ?? ['tests/**/*.test.{ts,tsx,js,mjs}'],
        testTimeout: test?.testTimeout ?? PATIENCE_MS,
        hookTimeout: test?.hookTimeout ?? PATIENCE_MS,
      },
    }),
  };
}
