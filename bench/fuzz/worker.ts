// One of the threads of `npm run fuzz`: a thread that hangs can be ended from outside.
import { parentPort, workerData } from 'node:worker_threads';
import { seedOfCase } from './choices.ts';
import { runCases } from './run-cases.ts';
import { TARGETS } from './targets.ts';

/** What a thread is given: every `step`th case, from `first` on. */
export interface Share {
  readonly target: string;
  readonly seed: number;
  readonly cases: number;
  readonly first: number;
  readonly step: number;
  /** How many cases it has begun, and the seed of the last one. */
  readonly progress: Int32Array;
}

const { target: name, seed, cases, first, step, progress } = workerData as Share;
const target = TARGETS.find((each) => each.name === name);
if (target === undefined) throw new TypeError(`there is no target ${name}`);
const findings = await runCases(target, listSeeds(), (each) => {
  Atomics.store(progress, 1, each | 0);
  Atomics.add(progress, 0, 1);
});
parentPort?.postMessage(findings);

function* listSeeds(): Generator<number> {
  for (let index = first; index < cases; index += step) yield seedOfCase(seed, index);
}
