import type { BuildFailure, BuildOptions } from 'esbuild';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { BuildOutput } from './finish-bundle.ts';
import { loadEsbuild } from './load-esbuild.ts';

const SHARED = {
  bundle: true,
  write: false,
  format: 'iife',
  target: 'es2023',
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

/**
 * Runs esbuild with what all bundles of a plugin have in common.
 *
 * @returns What it made, or the messages that say why it made nothing.
 * @throws {@link PlexiError} `PLX1316` when it cannot be started.
 */
export async function runEsbuild(options: BuildOptions): Promise<BuildOutput | BuildFailure> {
  try {
    return await loadEsbuild().build({ ...options, ...SHARED, define: { ...options.define, ...SHARED.define } });
  } catch (error) {
    if (isBuildFailure(error)) return error;
    const reason = error instanceof Error ? error.message : String(error);
    return fail('PLX1316', { reason }, { cause: error });
  }
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && 'warnings' in error;
}
