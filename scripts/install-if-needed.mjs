import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs `npm ci` when node_modules is absent or was installed from another lock file. */
export function installIfNeeded(root) {
  if (isInstalled(root)) return;
  process.stdout.write('Installing dependencies (npm ci) …\n');
  runOrExit(root, 'npm', ['ci', '--no-fund', '--no-audit']);
}

/** Runs a program with our own standard streams; ends this process with its exit code when it fails. */
export function runOrExit(root, command, args, env = process.env) {
  const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error !== undefined) process.stderr.write(`${command}: ${error.message}\n`);
  if (status !== 0) process.exit(status ?? 1);
}

// npm writes the tree it installed to node_modules/.package-lock.json: the same packages as in the lock, but for
// the root and what does not belong on this system.
function isInstalled(root) {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional === true || present[path]?.version === version,
  );
}
