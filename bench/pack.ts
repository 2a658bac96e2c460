import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createLargeFiles, createSmallFiles } from './inputs.ts';
import { measurePairs, measurePeakMemory, type Job } from './measure.ts';
import { createRow, type Bench, type Row } from './row.ts';
import { buildProbe, CLI, inFolder, installMcpb, NODE, runCli } from './tools.ts';

const MOST_MEMORY = 160_000_000;

/** Packing, signed, against a bare Node.js, the limit of Node.js, and a peer. */
export const pack: Bench = {
  name: 'pack',
  run: () =>
    inFolder(async (folder) => {
      const env = { PLEXI_HOME: join(folder, 'home') };
      await runCli(['keys', 'generate', 'bench'], env);
      const context = { folder, env, probe: await buildProbe(folder), mcpb: await installMcpb(join(folder, 'mcpb')) };
      return [
        await packTemplate(context),
        ...(await packFolder('3,000 small files, 5 MB', createSmallFiles, 9, context)),
        ...(await packFolder('210 MB, half random', createLargeFiles, 5, context)),
      ];
    }),
};

interface Context {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly probe: string;
  readonly mcpb: string;
}

async function packTemplate({ folder, env }: Context): Promise<Row> {
  const plugin = join(folder, 'weather');
  await runCli(['init', plugin, '--yes', '--no-install']);
  const job: Job = { command: [NODE, CLI, 'pack', '--cwd', plugin, '-o', join(folder, 'weather.plx')], env };
  return createRow('`pack` of the template', '`node -e 0`', await measurePairs(job, { command: [NODE, '-e', '0'] }, 15), { most: 3.5 });
}

async function packFolder(what: string, create: (folder: string) => Promise<void>, rounds: number, { folder, env, probe, mcpb }: Context): Promise<Row[]> {
  const plugin = join(folder, 'plugin');
  const out = join(folder, 'packed');
  const prepare = (): Promise<void> => rm(out, { force: true });
  await create(plugin);
  try {
    const ours: Job = { command: [NODE, CLI, 'pack', '--cwd', plugin, '-o', out], env, prepare };
    const limit: Job = { command: [NODE, probe, plugin, out], prepare };
    const peer: Job = { command: [NODE, mcpb, 'pack', plugin, out], prepare };
    const memory = { peak: await measurePeakMemory(ours), most: MOST_MEMORY };
    return [
      createRow(`\`pack\` of ${what}`, 'limit probe', await measurePairs(ours, limit, rounds), { most: 1.3, memory }),
      createRow(`\`pack\` of ${what}`, 'mcpb 2.1.2', await measurePairs(ours, peer, rounds), { most: 0.5 }),
    ];
  } finally {
    await rm(plugin, { recursive: true, force: true });
  }
}
