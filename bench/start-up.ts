import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { measurePairs, type Job } from './measure.ts';
import { createRow, type Bench } from './row.ts';
import { CLI, inFolder, NODE } from './tools.ts';

const ROUNDS = 25;
const BARE: Job = { command: [NODE, '-e', '0'] };

/** What it costs to start, against a Node.js that does nothing. */
export const startUp: Bench = {
  name: 'start-up',
  async run() {
    return [
      createRow('`--version`', '`node -e 0`', await measurePairs({ command: [NODE, CLI, '--version'] }, BARE, ROUNDS), { most: 1.3 }),
      createRow('`--help`', '`node -e 0`', await measurePairs({ command: [NODE, CLI, '--help'] }, BARE, ROUNDS), { most: 1.3 }),
    ];
  },
};

/** A new plugin without npm. */
export const init: Bench = {
  name: 'init',
  run: () =>
    inFolder(async (folder) => {
      const plugin = join(folder, 'weather');
      const job: Job = { command: [NODE, CLI, 'init', plugin, '--yes', '--no-install'], prepare: () => rm(plugin, { recursive: true, force: true }) };
      return [createRow('`init --no-install`', '`node -e 0`', await measurePairs(job, BARE, ROUNDS), { most: 3 })];
    }),
};
