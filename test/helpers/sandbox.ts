import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import { DEFAULT_LIMITS, type SandboxLimits } from '../../src/core/limits/plugin-limits.ts';
import type { Engine, HostCall, LogLevel, Sandbox, SandboxOptions } from '../../src/sandbox/engine.ts';
import { createEngineOn } from '../../src/sandbox/quickjs-engine.ts';
import { createThreads } from '../../src/sandbox/threads.ts';

/** The limits of tests: as strict as they can be while a busy machine passes. */
export const TEST_LIMITS: SandboxLimits = { ...DEFAULT_LIMITS, cpuMsPerCall: 150, wallMsPerCall: 20_000 };

/** An engine as `plexi-plugin test` has it: its threads run one plugin after the other. */
export function createTestEngine(): Engine {
  return createEngineOn(createThreads({ keepFree: true }));
}

export const ENTRY = 'src/index.ts';

/** Writes a bundle by hand: one entry with the bodies of async hooks, each of which gets `args` and `attach`. */
export function writeBundle(hooks: Readonly<Record<string, string>>, top = ''): string {
  const methods = Object.entries(hooks).map(([name, body]) => `  async ${name}(args, attach) {\n${body}\n  },`);
  return `(() => {
const { apply } = Reflect;
${top}
const hooks = {
${methods.join('\n')}
};
__plexi.register([{
  entry: ${JSON.stringify(ENTRY)},
  kind: 'message-processor',
  hooks: ${JSON.stringify(Object.keys(hooks))},
  invoke: (hook, args, attach) => apply(hooks[hook], hooks, [args, attach]),
}]);
})();`;
}

/** A sandbox, and everything that came out of it. */
export interface Observed {
  readonly sandbox: Sandbox;
  readonly calls: HostCall[];
  readonly logs: [LogLevel, string][];
  readonly reports: Diagnostic[];
  /** Runs one hook of the only entry. */
  readonly run: (hook: string, ...args: BoundaryValue[]) => Promise<BoundaryValue>;
}

/** Starts a bundle and writes down what comes out; every host call is answered with its params. */
export async function startObserved(engine: Engine, code: string, options: Partial<SandboxOptions> = {}): Promise<Observed> {
  const calls: HostCall[] = [];
  const logs: [LogLevel, string][] = [];
  const reports: Diagnostic[] = [];
  const sandbox = await engine.start({
    plugin: 'weather',
    code,
    limits: TEST_LIMITS,
    allowedMethods: new Set(['echo']),
    log: (level, text) => void logs.push([level, text]),
    report: (diagnostic) => void reports.push(diagnostic),
    ...options,
    call: async (call) => {
      calls.push(call);
      return options.call === undefined ? call.params : options.call(call);
    },
  });
  return { sandbox, calls, logs, reports, run: (hook, ...args) => sandbox.invoke({ entry: ENTRY, hook, args }) };
}
