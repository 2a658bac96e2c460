import type { Pair } from './measure.ts';

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly figures: string;
  readonly reference: string;
  readonly ratio: string;
  readonly goal: string;
  /** Whether the goal is met; absent where there is none. */
  readonly met?: boolean;
}

/** One group of measurements that can be run alone. */
export interface Bench {
  readonly name: string;
  readonly run: () => Promise<readonly Row[]>;
}

/** How a pair is judged. */
export interface Goal {
  readonly most: number;
  /** Peak memory, and the most it may be, in bytes. */
  readonly memory?: { readonly peak: number; readonly most: number };
}

/** Makes the line of a pair. The wall time is judged: it is what a person waits. */
export function createRow(what: string, referenceName: string, pair: Pair, goal?: Goal): Row {
  const memory = goal?.memory;
  const goals = [goal && `≤ ${String(goal.most)}×`, memory && `≤ ${formatBytes(memory.most)}`].filter((text) => text !== undefined);
  return {
    what,
    figures: `${formatUsage(pair.ours)}${memory === undefined ? '' : `, ${formatBytes(memory.peak)}`}`,
    reference: `${referenceName}: ${formatUsage(pair.reference)}`,
    ratio: `${pair.ratio.cpu.toFixed(2)}× CPU, ${pair.ratio.wall.toFixed(2)}× wall`,
    goal: goals.join(', '),
    ...(goal && { met: pair.ratio.wall <= goal.most && (memory === undefined || memory.peak <= memory.most) }),
  };
}

function formatUsage({ cpuSeconds, wallSeconds }: Pair['ours']): string {
  return `${formatSeconds(cpuSeconds)} CPU, ${formatSeconds(wallSeconds)} wall`;
}

/** Writes a time as a person reads it. */
export function formatSeconds(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}

function formatBytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(0)} MB`;
}

/** Renders lines as a Markdown table. */
export function renderTable(rows: readonly Row[]): string {
  const lines = rows.map(({ what, figures, reference, ratio, goal, met }) => {
    const verdict = met === undefined ? '' : met ? 'met' : '**missed**';
    return `| ${[what, figures, reference, ratio, goal, verdict].join(' | ')} |`;
  });
  return ['| what | plexi-plugin | reference | ratio | goal | |', '|---|---|---|---|---|---|', ...lines].join('\n');
}
