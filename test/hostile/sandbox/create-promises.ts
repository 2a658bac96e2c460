import { createServer, type Server } from 'node:http';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { HostCallError, type Engine, type HostCall } from '../../../src/sandbox/engine.ts';
import { superviseSandbox } from '../../../src/sandbox/supervise.ts';
import { ENTRY, startObserved, TEST_LIMITS, writeBundle, type Observed } from '../../helpers/sandbox.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import type { Payload } from './payload.ts';

const CANARY = 'canary-7d1f2c';

/** What a test file promises of one engine. */
export interface Promises {
  /** That a payload ends as it should, and disturbs nobody. */
  readonly promise: (payload: Payload) => void;
  /** That none of them reached anything. */
  readonly promiseNothingReached: () => void;
}

/** Attacks an engine, which is closed at the end. */
export function createPromises(engine: Engine): Promises {
  const requests: (string | undefined)[] = [];
  let server: Server;
  let folder: string;
  let neighbour: Observed;

  beforeAll(async () => {
    process.env['PLEXI_TEST_CANARY'] = CANARY;
    folder = await createFolder({ 'secret.txt': CANARY });
    server = createServer((request, response) => {
      requests.push(request.url);
      response.end(CANARY);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    neighbour = await startObserved(engine, writeBundle({ add: 'globalThis.sum = (globalThis.sum ?? 0) + args[0]; return globalThis.sum;' }));
  });

  afterAll(async () => {
    delete process.env['PLEXI_TEST_CANARY'];
    await engine.close();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Attacks once, then sends the next event to whatever runs by then. */
  async function attack({ body, ends }: Payload): Promise<{ outcome: unknown; output: string; next: BoundaryValue }> {
    const code = writeBundle({ attack: body, next: `return 'alive';` });
    const wallMsPerCall = 'returns' in ends || !ends.includes('PLX4013') ? TEST_LIMITS.wallMsPerCall : 300;
    const output: unknown[] = [];
    const plugin = await superviseSandbox({
      plugin: 'attacker',
      start: async () => {
        // What the host reports to itself (PLX4019) may say more than the plugin may know.
        const report = (diagnostic: Diagnostic) => {
          if (diagnostic.code !== 'PLX4019') output.push(diagnostic);
        };
        const observed = await startObserved(engine, code, { call: answerCall, report, limits: { ...TEST_LIMITS, wallMsPerCall } });
        output.push(observed.calls, observed.logs);
        return observed.sandbox;
      },
      prepare: async () => {},
      report: (diagnostic) => void output.push(diagnostic),
    });
    const outcome = await plugin.use((sandbox) => sandbox.invoke({ entry: ENTRY, hook: 'attack', args: [1] })).catch((error: unknown) => error);
    const next = await plugin.use((sandbox) => sandbox.invoke({ entry: ENTRY, hook: 'next', args: [] }));
    await plugin.close();
    return { outcome, output: JSON.stringify([output, outcome instanceof PlexiError ? [outcome.diagnostics, outcome.cause] : outcome], bytesAsText), next };
  }

  function promise(payload: Payload): void {
    const { name, ends } = payload;
    test(`${name}: ${'returns' in ends ? 'harmless' : ends.join(' or ')}`, async () => {
      const before = await neighbour.run('add', 1);
      const during = neighbour.run('add', 1);
      const { outcome, output, next } = await attack(payload);
      const after = await neighbour.run('add', 1);

      if ('returns' in ends) expect(outcome).toEqual(ends.returns);
      else expect(ends).toContain(outcome instanceof PlexiError ? outcome.code : outcome);
      expect(next).toBe('alive');
      expect([await during, after]).toEqual([Number(before) + 1, Number(before) + 2]);
      expect(output).not.toContain(CANARY);
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    });
  }

  return {
    promise,
    promiseNothingReached() {
      test('nothing was: no request, no file', () => {
        expect(requests).toEqual([]);
        expect(existsSync(join(folder, 'spawned'))).toBe(false);
      });
    },
  };
}

async function answerCall({ method, params }: HostCall): Promise<BoundaryValue> {
  if (method === 'echo') return params;
  if (method === 'refused') throw new Error(`a secret of the host: ${CANARY}`);
  throw new HostCallError('UNKNOWN_METHOD', `there is no ${method}`);
}

// A secret would be found in bytes as well.
function bytesAsText(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
}
