import { inspect, isDeepStrictEqual } from 'node:util';
import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import { PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { HostCallError, type Engine, type Sandbox } from '../../../src/sandbox/engine.ts';
import { createQuickJsEngine } from '../../../src/sandbox/quickjs-engine.ts';
import { ENTRY, startObserved, TEST_LIMITS, writeBundle } from '../../../test/helpers/sandbox.ts';
import type { Choices } from '../choices.ts';
import { createHostValue, createRejection } from '../host-values.ts';
import { createText } from '../hostile-json.ts';
import { demand } from '../target.ts';
import { toPlainValue } from './plain-value.ts';

// The plugin sends everything back as it came, bytes beside the JSON.
const BUNDLE = writeBundle(
  {
    echo: `return pack(args[0], [], attach);`,
    ask: `try { return pack(await __plexi.call('x', null), [], attach); } catch (error) { return { refused: typeof error.code }; }`,
  },
  `const pack = (value, place, attach) => {
    if (value instanceof Uint8Array) return attach(place, value), null;
    if (typeof value !== 'object' || value === null) return value;
    for (const key of Object.keys(value)) value[key] = pack(value[key], [...place, Array.isArray(value) ? Number(key) : key], attach);
    return value;
  };`,
);
const LIMITS = { ...TEST_LIMITS, cpuMsPerCall: 2_000, cpuMsPerSecond: 100_000, callsPerSecond: 100_000, logLinesPerSecond: 100_000 };
/** What may become of a value besides that it comes back: it is too large, or of a form that does not cross. */
const REFUSALS: readonly unknown[] = ['PLX4007', 'PLX4017', 'PLX4530'];

/** A plugin that runs, and is given whatever a host may give. */
export interface GuestUnderAttack {
  attack(choices: Choices): Promise<void>;
  close(): Promise<void>;
}

/** Makes one that is started with the first attack. */
export function createGuestUnderAttack(engine: Engine = createQuickJsEngine()): GuestUnderAttack {
  let answer: () => Promise<BoundaryValue> = () => Promise.resolve(null);
  let started: Promise<Sandbox> | undefined;
  let fault: string | undefined;

  async function start(): Promise<Sandbox> {
    const { sandbox } = await startObserved(engine, BUNDLE, { limits: LIMITS, call: () => answer() });
    void sandbox.gone.then((diagnostic) => { fault = diagnostic?.message; });
    return sandbox;
  }

  return {
    async attack(choices) {
      started ??= start();
      const sandbox = await started;
      const value = createHostValue(choices);
      const isEvent = choices.once(2);
      const refusal = !isEvent && choices.once(4) ? { reason: createRefusal(choices) } : undefined;
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a service may reject with anything
      answer = () => (refusal === undefined ? Promise.resolve(value) : Promise.reject(refusal.reason));
      const result = await sandbox.invoke({ entry: ENTRY, hook: isEvent ? 'echo' : 'ask', args: isEvent ? [value] : [] }).catch((error: unknown) => error);
      demand(fault === undefined, `the plugin was ended: ${String(fault)}`);
      if (result instanceof PlexiError) demand(REFUSALS.includes(result.code), `the hook failed with ${result.code}: ${result.message}`);
      else if (refusal !== undefined) demand(isDeepStrictEqual(result, { refused: 'string' }), 'the plugin did not hear that it was refused');
      else if (isEvent || !isDeepStrictEqual(result, { refused: 'string' })) demandSame(result, toPlainValue(value));
    },
    async close() {
      await engine.close();
    },
  };
}

function createRefusal(choices: Choices): unknown {
  if (choices.once(2)) return createRejection(choices);
  return new HostCallError(createText(choices), createText(choices), { value: createHostValue(choices, 2) as never });
}

function demandSame(result: unknown, value: BoundaryValue): void {
  demand(isDeepStrictEqual(result, value), `the plugin got ${inspect(result)} instead of ${inspect(value)}`);
}
