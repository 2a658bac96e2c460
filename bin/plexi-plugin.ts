#!/usr/bin/env node
import { join } from 'node:path';
import { checkNodeVersion } from '../src/cli/check-node-version.ts';
import { ignoreClosedPipe } from '../src/cli/closed-pipe.ts';
import { EXIT } from '../src/cli/exit-codes.ts';
import { HELP } from '../src/cli/help.generated.ts';
import type { main } from '../src/cli/main.ts';
import { findToolRoot, readToolVersion } from '../src/platform/tool.ts';

const argv = process.argv.slice(2);
process.stdout.on('error', ignoreClosedPipe);
const problem = checkNodeVersion(process.versions.node);

if (problem !== undefined) {
  process.stderr.write(`error ${problem}\n`);
  process.exitCode = 2;
} else if (argv[0] === '--version' || argv[0] === '-V') {
  process.stdout.write(`${readToolVersion(findToolRoot())}\n`);
} else if (argv.length === 0 || (argv.length === 1 && (argv[0] === '--help' || argv[0] === '-h'))) {
  process.stdout.write(HELP);
} else {
  void run();
}

// Loaded late, so that the answers above cost no more than Node itself.
async function run(): Promise<void> {
  // Stays where a command is over before it says how it ended.
  process.exitCode = EXIT.bug;
  const [{ loadScript }, { locateSystemFolders }] = await Promise.all([import('../src/platform/compile-cache.ts'), import('../src/platform/system-folders.ts')]);
  const root = findToolRoot();
  const cache = join(locateSystemFolders(process.env, process.platform).cache, 'plexi-plugin', readToolVersion(root));
  const script = loadScript<{ readonly main: typeof main }>(join(root, 'dist', 'bin', 'main.cjs'), cache, nameUse(argv));
  process.exitCode = await script.exports.main(argv);
  if (process.exitCode !== EXIT.usage) script.keep();
}

// The first words of a command line say which command it is; whatever else it begins with is a use of its own.
function nameUse([command = '', verb = '']: readonly string[]): string {
  if (command === 'keys' && WORD.test(verb)) return `keys-${verb}`;
  return WORD.test(command) ? command : 'any';
}

const WORD = /^[a-z]{1,20}$/;
