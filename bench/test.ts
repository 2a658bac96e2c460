import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { TEMPLATE_KINDS } from '../src/core/manifest/kinds.ts';
import type { TestReport } from '../src/operations/test-session.ts';
import { measurePairs, median, type Job } from './measure.ts';
import { createRow, formatSeconds, type Bench, type Row } from './row.ts';
import { CLI, inFolder, NODE, ROOT, runCli } from './tools.ts';

const GOAL_SECONDS = 2.5;
const GOAL_WATCH_MS = 350;
const ROUNDS = 5;
const SAVES = 11;

/** From nothing to green, per contract, and from a save to the first result. */
export const test: Bench = {
  name: 'test',
  run: () =>
    inFolder(async (folder) => [
      await measureTemplate(folder),
      ...(await measureScaffolds(folder)),
      await measureWatch(await createPlugin(folder, 'message-processor', 'watched')),
      ...(await measureContracts(folder)),
    ]),
};

// The floor is what a peer's scaffold runs at least: vitest, as it comes, with one test of a sum.
async function measureTemplate(folder: string): Promise<Row> {
  const plugin = await createPlugin(folder, 'message-processor', 'template');
  const bare = join(folder, 'bare');
  await mkdir(bare);
  await writeFile(join(bare, 'sum.test.js'), "import { expect, test } from 'vitest';\ntest('adds', () => { expect(1 + 1).toBe(2); });\n");
  const ours: Job = { command: [NODE, CLI, 'test', '--cwd', plugin] };
  const floor: Job = { command: [NODE, join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', bare], cwd: ROOT };
  const pair = await measurePairs(ours, floor, ROUNDS);
  const row = createRow('`test` of the template: contract, transcript, test file', 'vitest alone, with one test of a sum', pair);
  return { ...row, goal: `≤ ${String(GOAL_SECONDS)} s`, met: pair.ours.wallSeconds <= GOAL_SECONDS };
}

// The only peer whose scaffold has tests that pass. It needs another Node.js than we do, and the network.
const PEER = 'create-cloudflare@2.74.0';
const PEER_NODE = 'node@22';

async function measureScaffolds(folder: string): Promise<Row[]> {
  const [ours, theirs] = [join(folder, 'scaffold'), join(folder, 'peer')];
  const clear = async (): Promise<void> => {
    for (const each of [ours, theirs]) await rm(each, { recursive: true, force: true });
  };
  const create: Job = { command: ['bash', '-ec', `"$0" "$1" init "$2" --yes --no-install; "$0" "$1" test --cwd "$2"`, NODE, CLI, ours], prepare: clear };
  const runTests = [PEER_NODE, 'node_modules/vitest/vitest.mjs', 'run'];
  const peer: Job = {
    command: ['bash', '-ec', `npx -y -p ${PEER_NODE} -p ${PEER} create-cloudflare "$0" -y --type hello-world --lang ts --no-git --no-deploy; cd "$0"; npx -y ${runTests.join(' ')}`, theirs],
    env: { CREATE_CLOUDFLARE_TELEMETRY_DISABLED: '1', CI: 'true' },
    prepare: clear,
  };
  try {
    const nothing = createRow('from nothing to green: `init --no-install`, `test`', `${PEER}: scaffold, installation, tests`, await measurePairs(create, peer, 1));
    const tests: Job = { command: ['npx', '-y', ...runTests], cwd: theirs };
    const again = createRow('`test` of the template', `${PEER}: its two tests`, await measurePairs({ command: [NODE, CLI, 'test', '--cwd', ours] }, tests, ROUNDS));
    return [nothing, again];
  } catch (error) {
    return [{ what: 'from nothing to green', figures: '', reference: `${PEER} does not run here: ${String(error).split('\n', 1)[0] ?? ''}`, ratio: '', goal: '' }];
  }
}

async function measureContracts(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const kind of TEMPLATE_KINDS) {
    const plugin = await createPlugin(folder, kind, `plugin-${kind}`);
    const { tests, durationMs } = findContract(await runJson(plugin));
    rows.push({ what: `contract of ${kind}: ${String(tests.length)} checks`, figures: formatSeconds(durationMs / 1_000), reference: '', ratio: '', goal: '' });
  }
  return rows;
}

function findContract({ suites }: TestReport): TestReport['suites'][number] {
  const contract = suites.find(({ type }) => type === 'contract');
  if (contract === undefined) throw new Error('a run without a contract');
  return contract;
}

async function runJson(plugin: string): Promise<TestReport> {
  const child = spawn(NODE, [CLI, 'test', '--json', '--cwd', plugin], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  await once(child, 'close');
  return (JSON.parse(text) as { readonly result: TestReport }).result;
}

// What a person at a terminal sees: from the moment a source file is written to the first line of the next run.
async function measureWatch(plugin: string): Promise<Row> {
  const child = spawn(NODE, [CLI, 'test', '--watch', '--cwd', plugin], { stdio: ['ignore', 'pipe', 'pipe'] });
  const times: number[] = [];
  try {
    const lines = createInterface({ input: child.stdout });
    const seen: { readonly text: string; readonly at: number }[] = [];
    lines.on('line', (text) => void seen.push({ text, at: performance.now() }));
    await waitFor(() => seen.some(({ text }) => text.startsWith('test passed')));
    const source = join(plugin, 'src', 'index.ts');
    const before = await readFile(source, 'utf8');
    for (let save = 0; save <= SAVES; save++) {
      await setTimeout(500);
      seen.length = 0;
      const since = performance.now();
      await writeFile(source, `${before}// ${String(save)}\n`);
      await waitFor(() => seen.some(({ text }) => text.startsWith('test passed')));
      const first = seen.find(({ text }) => text.startsWith('✓'));
      // The first save warms up.
      if (save > 0 && first !== undefined) times.push(first.at - since);
    }
  } finally {
    child.kill('SIGINT');
    await once(child, 'close');
  }
  const middle = median(times);
  return {
    what: '`test --watch`: from a save to the first result',
    figures: `${middle.toFixed(0)} ms, at most ${Math.max(...times).toFixed(0)} ms`,
    reference: '',
    ratio: '',
    goal: `≤ ${String(GOAL_WATCH_MS)} ms`,
    met: middle <= GOAL_WATCH_MS,
  };
}

async function waitFor(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(2);
}

async function createPlugin(folder: string, kind: string, name: string): Promise<string> {
  const plugin = join(folder, name);
  await runCli(['init', plugin, '--kind', kind, '--yes', '--no-install']);
  return plugin;
}
