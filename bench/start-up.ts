import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measurePairs } from './measure.ts';
import { createRow, type Bench } from './row.ts';
import { CLI, NODE } from './tools.ts';

const ROUNDS = 25;
const BARE = { command: [NODE, '-e', '0'] } as const;

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
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'plexi-bench-init-'));
    const plugin = join(folder, 'weather');
    try {
      const job = { command: [NODE, CLI, 'init', plugin, '--yes', '--no-install'], prepare: () => rm(plugin, { recursive: true, force: true }) } as const;
      return [createRow('`init --no-install`', '`node -e 0`', await measurePairs(job, BARE, ROUNDS), { most: 3 })];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
