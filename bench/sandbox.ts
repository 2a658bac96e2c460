import { median } from './measure.ts';
import type { Bench, Row } from './row.ts';
import { createBareContender, createSandboxContender, createWorkerContender, type Contender, type Running } from './sandbox/contenders.ts';

const ROUNDS = 11;

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
    const contenders = { ours: createSandboxContender(), thread: createWorkerContender(), bare: await createBareContender() };
    const rows: Row[] = [];
    for (const each of MEASURES) {
      const rounds: Record<keyof typeof contenders, Cost>[] = [];
      // The first round compiles and warms up, and does not count.
      for (let round = -1; round < ROUNDS; round++) {
        const bare = await each.cost(contenders.bare);
        const ours = await each.cost(contenders.ours);
        const thread = await each.cost(contenders.thread);
        if (round >= 0) rounds.push({ ours, thread, bare });
      }
      rows.push(createRow(each, rounds, 'bare', 'QuickJS in a thread, unprotected'), createRow(each, rounds, 'thread', 'a bare worker thread'));
    }
    for (const contender of Object.values(contenders)) await contender.close();
    return rows;
  },
};

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
