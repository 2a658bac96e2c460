#!/usr/bin/env node
import { checkNodeVersion } from '../src/cli/check-node-version.ts';
import { ignoreClosedPipe } from '../src/cli/closed-pipe.ts';
import { HELP } from '../src/cli/help.generated.ts';
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
  // Loaded late, so that the answers above cost no more than Node itself.
  void import('../src/cli/main.ts').then(async ({ main }) => {
    process.exitCode = await main(argv);
  });
}
