#!/usr/bin/env node
import { main } from '../src/cli/main.ts';

const NEEDED = [20, 19] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(
    `error PLX0005: this Node.js is ${process.versions.node}, and plexi-plugin needs ${NEEDED.join('.')} or later\n` +
      '  hint: install Node.js 20.19 or later, for example with "nvm install 22"\n',
  );
  process.exitCode = 2;
} else {
  process.exitCode = await main(process.argv.slice(2));
}
