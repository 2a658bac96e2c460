import { isDeepStrictEqual } from 'node:util';
import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { HostCallError, type Engine, type HostCall } from '../../../src/sandbox/engine.ts';
import { superviseSandbox, type SupervisedSandbox } from '../../../src/sandbox/supervise.ts';
import { ENTRY, startObserved, TEST_LIMITS, writeBundle, type Observed } from '../../helpers/sandbox.ts';
import type { Canaries } from './canaries.ts';
import type { Payload } from './payload.ts';

/** What became of an attack. */
export interface Outcome {
  readonly name: string;
  /** What should not have happened; `undefined` when the sandbox held. */
  readonly problem: string | undefined;
}

/** Plugins that attack an engine, and one that is innocent. */
export interface Attackers {
  /** Attacks with one payload after the other, from one plugin, which is started again whenever it is ended. */
  attackWith(payloads: readonly Payload[]): Promise<readonly Outcome[]>;
}

const SHORT_WALL_MS = 300;
const SECRET_OF_THE_HOST = 'canary-host-51ac07';
/** Started again at once, however often. */
const RESTARTS = { delayMs: 0, longestDelayMs: 0, faults: Infinity, windowMs: 1 };
const NEIGHBOUR = writeBundle({ count: 'const { key } = args[0]; globalThis.counts ??= {}; counts[key] = (counts[key] ?? 0) + 1; return [counts[key], typeof polluted];' });

/** Starts the innocent plugin. The engine is closed by whoever made it. */
export async function createAttackers(engine: Engine, canaries: Canaries): Promise<Attackers> {
  const neighbour = await startObserved(engine, NEIGHBOUR);
  return {
    async attackWith(payloads) {
      const output: unknown[] = [];
      const plugin = await startAttacker(engine, payloads, output);
      const outcomes: Outcome[] = [];
      for (const [index, payload] of payloads.entries()) {
        outcomes.push({ name: payload.name, problem: await attackOnce({ plugin, neighbour, canaries, payload, index, output }) });
        output.length = 0;
      }
      await plugin.close();
      return outcomes;
    },
  };
}

function startAttacker(engine: Engine, payloads: readonly Payload[], output: unknown[]): Promise<SupervisedSandbox> {
  const hooks = Object.fromEntries(payloads.map(({ body }, index) => [`attack${index}`, body]));
  const code = writeBundle({ ...hooks, next: `return 'alive';` });
  return superviseSandbox({
    plugin: 'attacker',
    start: async () => {
      // What the host reports to itself (PLX4019) may say more than the plugin may know.
      const report = (diagnostic: Diagnostic): void => { if (diagnostic.code !== 'PLX4019') output.push(diagnostic); };
      const { sandbox, calls, logs } = await startObserved(engine, code, { call: answerCall, report });
      output.push(calls, logs);
      return sandbox;
    },
    prepare: async () => {},
    report: (diagnostic) => void output.push(diagnostic),
    policy: RESTARTS,
  });
}

interface Attack {
  readonly plugin: SupervisedSandbox;
  readonly neighbour: Observed;
  readonly canaries: Canaries;
  readonly payload: Payload;
  readonly index: number;
  readonly output: readonly unknown[];
}

/** Attacks, then sends the next event to whatever runs by then; the neighbour is asked before, meanwhile and afterwards. */
async function attackOnce({ plugin, neighbour, canaries, payload, index, output }: Attack): Promise<string | undefined> {
  const { name, ends } = payload;
  const ask = (): Promise<BoundaryValue> => neighbour.run('count', { key: name });
  const before = await ask();
  const during = ask();
  const wallMs = 'returns' in ends || !ends.includes('PLX4013') ? TEST_LIMITS.wallMsPerCall : SHORT_WALL_MS;
  const run = (hook: string): Promise<unknown> => plugin.use((sandbox) => sandbox.invoke({ entry: ENTRY, hook, args: [{ ...canaries.guarded }], wallMs }));
  const outcome = await run(`attack${index}`).catch((error: unknown) => error);
  const next = await run('next').catch((error: unknown) => error);
  const counts = [before, await during, await ask()];

  const said = JSON.stringify([output, outcome instanceof PlexiError ? [outcome.diagnostics, outcome.cause] : outcome], bytesAsText);
  const reached = canaries.listReached(said);
  if (reached.length > 0 || said.includes(SECRET_OF_THE_HOST)) return `it reached ${reached.join(', ') || 'a secret of the host'}`;
  if (!isExpected(outcome, ends)) return `it ended with ${outcome instanceof PlexiError ? `${outcome.code}: ${outcome.message}` : JSON.stringify(outcome, bytesAsText)}`;
  if (next !== 'alive') return `the next event was not answered: ${String(next)}`;
  if (!isDeepStrictEqual(counts, [1, 2, 3].map((count) => [count, 'undefined']))) return `its neighbour answered ${JSON.stringify(counts)}`;
  return 'polluted' in {} ? 'a prototype of the host was changed' : undefined;
}

function isExpected(outcome: unknown, ends: Payload['ends']): boolean {
  const codes = 'returns' in ends ? ends.or : ends;
  return outcome instanceof PlexiError ? codes.includes(outcome.code) : 'returns' in ends && isDeepStrictEqual(outcome, ends.returns);
}

async function answerCall({ method, params }: HostCall): Promise<BoundaryValue> {
  if (method === 'echo') return params;
  if (method === 'refused') throw new Error(`a secret of the host: ${SECRET_OF_THE_HOST}`);
  throw new HostCallError('UNKNOWN_METHOD', `there is no ${method}`);
}

// A secret would be found in bytes as well.
function bytesAsText(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
}
