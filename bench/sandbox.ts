import { readFileSync } from 'node:fs';
import { createQuickJsEngine } from '../src/sandbox/quickjs-engine.ts';
import { findIsolated } from '../test/helpers/child-processes.ts';
import { median } from './measure.ts';
import type { Bench, Row } from './row.ts';
import { createBareContender, createSandboxContender, createWorkerContender, type Contender, type Running } from './sandbox/contenders.ts';

const ROUNDS = 11;
const PLUGINS = 10;

/** What one thing took, in seconds. */
interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

/** What is measured of each contender, and how it is shown. */
interface Measure {
  readonly what: string;
  readonly cost: (contender: Contender) => Promise<Cost>;
  readonly show: (seconds: number) => string;
}

const MEASURES: readonly Measure[] = [
  { what: 'sandbox: cold start to the first event answered', cost: measureStart, show: (seconds) => `${(seconds * 1000).toFixed(0)} ms` },
  { what: 'sandbox: reload', cost: measureReload, show: (seconds) => `${(seconds * 1000).toFixed(0)} ms` },
  { what: 'sandbox: host calls, one after the other', cost: (contender) => measureCalls(contender, 2_000, 1), show: showRate },
  { what: 'sandbox: host calls, 100 at once', cost: (contender) => measureCalls(contender, 30_000, 100), show: showRate },
];

/** What the sandbox costs beside a bare thread, and beside the same interpreter without protection, in one process. */
export const sandbox: Bench = {
  name: 'sandbox',
  async run() {
    const isolated = createSandboxContender(createQuickJsEngine({ isolation: 'process' }));
    const rows: Row[] = [await measureProcess(isolated)];
    const contenders = { ours: createSandboxContender(), isolated, thread: createWorkerContender(), bare: await createBareContender() };
    for (const each of MEASURES) {
      const rounds: Record<keyof typeof contenders, Cost>[] = [];
      // The first round compiles and warms up, and does not count.
      for (let round = -1; round < ROUNDS; round++) {
        const bare = await each.cost(contenders.bare);
        const ours = await each.cost(contenders.ours);
        const isolated = await each.cost(contenders.isolated);
        const thread = await each.cost(contenders.thread);
        if (round >= 0) rounds.push({ ours, isolated, thread, bare });
      }
      rows.push(createRow(each, rounds, 'bare', 'QuickJS in a thread, unprotected'), createRow(each, rounds, 'thread', 'a bare worker thread'), createProcessRow(each, rounds));
    }
    for (const contender of Object.values(contenders)) await contender.close();
    return rows;
  },
};

/** What the process for all plugins costs by itself, and what each plugin takes in it. */
async function measureProcess(contender: Contender): Promise<Row> {
  const before = performance.now();
  const first = await contender.start();
  await first.run(1, 1);
  const wall = performance.now() - before;
  const empty = readMemory();
  const others = await Promise.all(Array.from({ length: PLUGINS }, () => contender.start()));
  await Promise.all(others.map((plugin) => plugin.run(1, 1)));
  const each = (readMemory() - empty) / PLUGINS;
  await Promise.all([first, ...others].map((plugin) => plugin.close()));
  const [base, more] = [empty - each, each].map((bytes) => `${(bytes / 1e6).toFixed(0)} MB`);
  return { what: 'sandbox: the first plugin in a process of its own', figures: `${wall.toFixed(0)} ms; ${String(base)}, and ${String(more)} for each plugin`, reference: '', ratio: '', goal: '' };
}

/** Bytes of memory that the process for plugins holds. */
function readMemory(): number {
  const [pid] = findIsolated();
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

async function measureStart(contender: Contender): Promise<Cost> {
  return measure(async () => {
    const running = await contender.start();
    await running.run(1, 1);
    return running;
  });
}

async function measureReload(contender: Contender): Promise<Cost> {
  const first = await contender.start();
  await first.run(1, 1);
  return measure(async () => {
    await first.close();
    const second = await contender.start();
    await second.run(1, 1);
    return second;
  });
}

async function measureCalls(contender: Contender, calls: number, width: number): Promise<Cost> {
  const running = await contender.start();
  await running.run(calls / 10, width);
  const { cpu, wall } = await measure(async () => {
    await running.run(calls, width);
    return running;
  });
  return { cpu: cpu / calls, wall: wall / calls };
}

// CPU time is that of the whole process, its threads included; closing is not measured.
async function measure(work: () => Promise<Running>): Promise<Cost> {
  const cpu = process.cpuUsage();
  const since = performance.now();
  const running = await work();
  const wall = (performance.now() - since) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await running.close();
  return { cpu: (user + system) / 1e6, wall };
}

function showRate(seconds: number): string {
  const rate = 1 / seconds;
  return rate < 10_000 ? `${(rate / 1000).toFixed(1)}k/s` : `${(rate / 1000).toFixed(0)}k/s`;
}

// The CPU time of the other process is not in the account of this one.
function createProcessRow({ what, show }: Measure, rounds: readonly Readonly<Record<'ours' | 'isolated', Cost>>[]): Row {
  const wall = (of: 'ours' | 'isolated'): string => show(median(rounds.map((round) => round[of].wall)));
  const ratio = median(rounds.map(({ ours, isolated }) => isolated.wall / ours.wall)).toFixed(2);
  return { what: `${what}, in a process of its own`, figures: wall('isolated'), reference: `in this process: ${wall('ours')}`, ratio: `${ratio}× wall`, goal: '' };
}

function createRow(
  { what, show }: Measure,
  rounds: readonly Readonly<Record<'ours' | 'thread' | 'bare', Cost>>[],
  reference: 'thread' | 'bare',
  referenceName: string,
): Row {
  const ratio = (of: keyof Cost): string => median(rounds.map((round) => round.ours[of] / round[reference][of])).toFixed(2);
  return {
    what,
    figures: show(median(rounds.map(({ ours }) => ours.wall))),
    reference: `${referenceName}: ${show(median(rounds.map((round) => round[reference].wall)))}`,
    ratio: `${ratio('cpu')}× CPU, ${ratio('wall')}× wall`,
    goal: '',
  };
}
