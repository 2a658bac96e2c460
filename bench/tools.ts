import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const run = promisify(execFile);

/** The Node.js that runs everything here. */
export const NODE = process.execPath;

/** The tree of plexi-plugin. */
export const ROOT = join(import.meta.dirname, '..');

/** The built command line. */
export const CLI = join(ROOT, 'dist', 'bin', 'plexi-plugin.cjs');

/** Runs the command line once, unmeasured. */
export async function runCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<void> {
  await run(NODE, [CLI, ...args], { env: { ...process.env, ...env } });
}

/** Works in a temporary folder, which goes afterwards. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'plexi-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Bundles the limit probe, so that it starts as fast as it can. */
export async function buildProbe(folder: string): Promise<string> {
  const outfile = join(folder, 'limit-probe.mjs');
  await build({ absWorkingDir: ROOT, entryPoints: ['bench/limit-probe.ts'], outfile, bundle: true, platform: 'node', format: 'esm', minify: true, logLevel: 'error' });
  return outfile;
}

/** Installs the peer that packs the same way from npm. */
export async function installMcpb(folder: string): Promise<string> {
  await run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error', '@anthropic-ai/mcpb@2.1.2']);
  return join(folder, 'node_modules', '@anthropic-ai', 'mcpb', 'dist', 'cli', 'cli.js');
}
