// The whole road of a plugin, in a fresh clone with nothing but Node.js: install, build, then `plexi-plugin quickstart`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installIfNeeded, runOrExit } from './install-if-needed.mjs';

const root = join(import.meta.dirname, '..');
installIfNeeded(root);
runOrExit(root, 'npm', ['run', '--silent', 'build']);
const { status } = spawnSync(process.execPath, [join(root, 'dist', 'bin', 'plexi-plugin.cjs'), 'quickstart', ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
