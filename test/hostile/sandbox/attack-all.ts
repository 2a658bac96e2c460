import { createAttackers, type Attackers, type Outcome } from './attack.ts';
import { openCanaries } from './canaries.ts';
import { MODES, type Mode } from './modes.ts';
import type { Payload, PayloadClass } from './payload.ts';

/** How an engine held against attacks. */
export interface Verdict {
  readonly node: string;
  readonly isolation: string | undefined;
  readonly classes: readonly { readonly name: string; readonly outcomes: readonly Outcome[] }[];
  /** How many bytes more the host held than before, at most. */
  readonly memory: number;
}

/** What should not have happened, attack for attack. */
export function findProblems({ classes }: Verdict): readonly string[] {
  return classes.flatMap(({ outcomes }) => outcomes).flatMap(({ name, problem }) => (problem === undefined ? [] : `${name}: ${problem}`));
}

const LANES = 2;
const SAMPLE_MS = 20;

/** Attacks an engine with classes of payloads, in several plugins at once, so that the processor has no rest. */
export async function attackAll(mode: Mode, classes: readonly PayloadClass[]): Promise<Verdict> {
  const engine = MODES[mode]();
  const canaries = await openCanaries();
  const memory = watchMemory();
  try {
    const attackers = await createAttackers(engine, canaries);
    const done: Verdict['classes'][number][] = [];
    for (const { name, payloads, areAlone = false } of classes) done.push({ name, outcomes: await attackInLanes(attackers, payloads, areAlone) });
    return { node: process.versions.node, isolation: engine.isolation, classes: done, memory: memory.stop() };
  } finally {
    memory.stop();
    await engine.close();
    await canaries.close();
  }
}

async function attackInLanes(attackers: Attackers, payloads: readonly Payload[], areAlone: boolean): Promise<readonly Outcome[]> {
  const lanes = Array.from({ length: LANES }, (_, lane) => payloads.filter((_payload, index) => index % LANES === lane));
  const outcomes = await Promise.all(
    lanes.map(async (lane) => {
      if (!areAlone) return attackers.attackWith(lane);
      const each: Outcome[] = [];
      for (const payload of lane) each.push(...(await attackers.attackWith([payload])));
      return each;
    }),
  );
  return outcomes.flat();
}

function watchMemory(): { stop(): number } {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => { most = Math.max(most, process.memoryUsage.rss()); }, SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      return most - before;
    },
  };
}
