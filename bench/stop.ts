import { DEFAULT_LIMITS } from '../src/core/limits/plugin-limits.ts';
import type { Engine } from '../src/sandbox/engine.ts';
import { createQuickJsEngine } from '../src/sandbox/quickjs-engine.ts';
import { startObserved, writeBundle } from '../test/helpers/sandbox.ts';
import { median } from './measure.ts';
import type { Bench, Row } from './row.ts';

const ROUNDS = 10;
const MOST_MS = 250;

/** What has to be stopped, and whether by the clock: the others break a limit of another kind, and have to be stopped no later. */
const ATTACKS = [
  ['an endless loop', `for (;;) {}`],
  ['a regular expression that backtracks', `/^(a+)+$/.test('a'.repeat(60) + 'b');`],
  ['one built-in function that takes long', `const text = 'ab'.repeat(1e6); text.replaceAll('a', text);`],
  ['big numbers', `let x = 3n; for (;;) { try { x = x * x; } catch { x = 3n; } }`],
  ['memory that is filled', `const all = []; for (;;) all.push(new Uint8Array(1e6));`],
  ['a flood of host calls', `for (;;) __plexi.call('echo', 1);`],
] as const;

/**
 * How long after its CPU time is used up a plugin is stopped, as its host hears it: on the clock, and in CPU time of the whole program. Where nothing
 * else runs these are the same; on a busy machine only the latter can be judged.
 */
export const stop: Bench = {
  name: 'stop',
  async run() {
    const engine = createQuickJsEngine();
    const rows: Row[] = [];
    for (const [what, body] of ATTACKS) rows.push(await measureStop(engine, what, body));
    await engine.close();
    return rows;
  },
};

async function measureStop(engine: Engine, what: string, body: string): Promise<Row> {
  const late: number[] = [];
  const cpu: number[] = [];
  const codes = new Set<string>();
  // The first round warms up, and does not count.
  for (let round = -1; round < ROUNDS; round++) {
    const { sandbox, run } = await startObserved(engine, writeBundle({ attack: body, wait: `return 1;` }), { limits: DEFAULT_LIMITS });
    await run('wait');
    const since = performance.now();
    const before = process.cpuUsage();
    run('attack').catch(() => undefined);
    const fault = await sandbox.gone;
    if (round < 0) continue;
    late.push(performance.now() - since - DEFAULT_LIMITS.cpuMsPerCall);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000 - DEFAULT_LIMITS.cpuMsPerCall);
    codes.add(fault?.code ?? 'closed');
  }
  const worst = Math.max(...cpu);
  return {
    what: `sandbox: stops ${what} (${[...codes].join(', ')})`,
    figures: `in CPU time ${describe(median(cpu))}, at worst ${describe(worst)}; on the clock ${describe(median(late))}, at worst ${describe(Math.max(...late))}`,
    reference: '',
    ratio: '',
    goal: `≤ ${MOST_MS} ms after, in CPU time`,
    met: worst <= MOST_MS,
  };
}

function describe(ms: number): string {
  return ms < 0 ? `${(-ms).toFixed(0)} ms before` : `${ms.toFixed(0)} ms after`;
}
