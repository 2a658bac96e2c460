import { join } from 'node:path';
import { createLargeFiles } from './inputs.ts';
import { measurePairs } from './measure.ts';
import { createRow, type Bench } from './row.ts';
import { CLI, inFolder, NODE, runCli } from './tools.ts';

/** Verifying an archive, against hashing its file. */
export const verify: Bench = {
  name: 'verify',
  run: () =>
    inFolder(async (folder) => {
      const env = { PLEXI_HOME: join(folder, 'home') };
      const plugin = join(folder, 'plugin');
      const archive = join(folder, 'bench.plx');
      await createLargeFiles(plugin);
      await runCli(['keys', 'generate', 'bench'], env);
      await runCli(['pack', '--cwd', plugin, '-o', archive], env);
      const pair = await measurePairs({ command: [NODE, CLI, 'verify', archive], env }, { command: ['sha256sum', archive] }, 7);
      return [createRow('`verify` of 210 MB', '`sha256sum` of the archive', pair, { most: 2 })];
    }),
};
