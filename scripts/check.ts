// The checks that are no tests: types, lint, layers, generated files, exports, the packed tarball.
// `--report FILE` writes {passed, failed} for scripts/test.mjs. Needs a built dist/.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);

interface Check {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

const bin = (name: string): string => join(root, 'node_modules', '.bin', name);
const tool = (name: string, ...args: string[]): Promise<unknown> => execute(bin(name), args);

// What takes longest comes first: two run at once.
const CHECKS: readonly Check[] = [
  { name: 'lint', run: () => tool('eslint', '--max-warnings', '0', '.') },
  { name: 'types', run: () => tool('tsc', '-p', 'tsconfig.json', '--noEmit') },
  { name: 'types of what runs in browsers', run: () => tool('tsc', '-p', 'tsconfig.browser.json', '--noEmit') },
  { name: 'layers', run: () => tool('depcruise', '--config', '.dependency-cruiser.cjs', 'bin', 'sdk', 'src') },
  { name: 'generated files', run: () => tool('tsx', 'scripts/generate.ts', '--check') },
  { name: 'unused exports and dependencies', run: () => tool('knip', '--no-config-hints') },
  { name: 'package.json exports', run: () => tool('publint', '--strict') },
  { name: 'packed tarball', run: checkTarball },
];

/** Installs what npm would publish into an empty folder, and imports every export from there. */
async function checkTarball(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plexi-tarball-'));
  try {
    await execute('npm', ['pack', '--pack-destination', folder, '--silent']);
    const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
    if (tarball === undefined) throw new Error('npm pack wrote no tarball');
    await writeFile(join(folder, 'package.json'), '{"name":"empty","private":true,"type":"module"}\n');
    await execute('npm', ['install', '--no-fund', '--no-audit', '--prefer-offline', join(folder, tarball)], folder);
    const names = ['plexi-plugin', 'plexi-plugin/sdk', 'plexi-plugin/host'];
    await writeFile(
      join(folder, 'imports.mjs'),
      `${names.map((name) => `await import('${name}');`).join('\n')}\n['plexi-plugin/testing', 'plexi-plugin/react', 'plexi-plugin/ui'].forEach((name) => import.meta.resolve(name));\n` +
        `await import('plexi-plugin/plugin.schema.json', { with: { type: 'json' } });\n`,
    );
    await execute(process.execPath, ['imports.mjs'], folder);
    await execute(join(folder, 'node_modules', '.bin', 'plexi-plugin'), ['--version'], folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function execute(command: string, args: readonly string[], cwd = root): Promise<string> {
  const { stdout } = await run(command, [...args], { cwd, maxBuffer: 64 << 20, env: { ...process.env, NO_COLOR: '1' } });
  return stdout;
}

const waiting = [...CHECKS];
let failed = 0;
await Promise.all([runWaiting(), runWaiting()]);

async function runWaiting(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) await runCheck(check);
}

async function runCheck(check: Check): Promise<void> {
  const started = performance.now();
  try {
    await check.run();
    process.stdout.write(`✓ ${check.name} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
  } catch (error) {
    failed += 1;
    const { stdout = '', stderr = '', message = '' } = error as { stdout?: string; stderr?: string; message?: string };
    process.stdout.write(`✗ ${check.name}\n${stdout}${stderr}${stdout + stderr === '' ? message : ''}\n`);
  }
}

const report = process.argv.indexOf('--report');
const file = report === -1 ? undefined : process.argv[report + 1];
if (file !== undefined) await writeFile(file, JSON.stringify({ passed: CHECKS.length - failed, failed }));
if (failed > 0) process.exitCode = 1;
