import { mergeConfig } from 'vitest/config';
import { BaseSequencer, createVitest, type PoolRunnerInitializer, type Reporter, type TestSpecification, type Vite, type Vitest } from 'vitest/node';
import type { Failure, RunnerSettings } from '../protocol.ts';
import { loadConfig } from './load-config.ts';
import { resolveTool } from './resolve-tool.ts';
import { transformTypeScript } from './transform-typescript.ts';

/** What {@link createRunner} is given beside its settings. */
export interface RunnerParts {
  readonly reporter: Reporter;
  /** Gets the reason of each file that cannot be transformed. */
  readonly failures: Map<string, Failure>;
  /** Where test files run: in one process, so that ending it ends every test. Threads also start faster than forks. */
  readonly pool: 'threads' | PoolRunnerInitializer;
}

/** Starts vitest on a plugin's folder, without running anything. */
export async function createRunner(settings: RunnerSettings, { reporter, failures, pool }: RunnerParts): Promise<Vitest> {
  const plugins = [resolveTool(settings.toolRoot), transformTypeScript(failures), setDefaults()];
  const author = await loadConfig(settings.directory);
  const vitest = await createVitest(
    'test',
    {
      root: settings.directory,
      config: false,
      watch: false,
      reporters: [reporter],
      pool,
      // Results are told by path. Vitest begins with the file that takes longest, which is sooner over, and later begun to be told.
      ...(settings.watch === true && { sequence: { sequencer: ByPath } }),
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

class ByPath extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1)));
  }
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
