import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { createDiagnostic, PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { createDeferred } from '../../../src/sandbox/deferred.ts';
import type { Sandbox } from '../../../src/sandbox/engine.ts';
import type { RestartPolicy } from '../../../src/sandbox/restart-delays.ts';
import { superviseSandbox, type SuperviseOptions } from '../../../src/sandbox/supervise.ts';

const FAULT = createDiagnostic('PLX4009', { plugin: 'weather', during: 'in a test', reason: 'told to' });
const LOST = createDiagnostic('PLX4481', { plugin: 'weather', during: 'in a test', reason: 'told to' });
const CLOSED = createDiagnostic('PLX4018', { plugin: 'weather' });
const POLICY: RestartPolicy = { delayMs: 100, longestDelayMs: 1_000, faults: 10, windowMs: 60_000 };

/** Sandboxes that break when they are told to, and a clock that waits for nobody. */
function createWorld(options: Partial<SuperviseOptions> = {}) {
  const log: string[] = [];
  const reports: string[] = [];
  const waits: number[] = [];
  const sandboxes: { sandbox: Sandbox; break: (fault?: Diagnostic) => void; isClosed: () => boolean }[] = [];
  let now = 0;
  const start = async (): Promise<Sandbox> => {
    const gone = createDeferred<Diagnostic | undefined>();
    const number = sandboxes.length;
    let end: PlexiError | undefined;
    const finish = (diagnostic: Diagnostic, fault: Diagnostic | undefined) => {
      end ??= new PlexiError([diagnostic]);
      gone.resolve(fault);
    };
    const sandbox: Sandbox = {
      entries: [],
      async invoke({ hook }) {
        if (end !== undefined) throw end;
        return `${hook} in ${number}`;
      },
      setNow: () => {},
      gone: gone.promise,
      close: async () => {
        finish(CLOSED, undefined);
      },
    };
    sandboxes.push({ sandbox, break: (fault = FAULT) => { finish(fault, fault); }, isClosed: () => end?.code === 'PLX4018' });
    log.push(`start ${number}`);
    return sandbox;
  };
  const all: SuperviseOptions = {
    plugin: 'weather',
    start,
    prepare: async (_sandbox, restart) => void log.push(`prepare ${restart}`),
    report: ({ code }) => void reports.push(code),
    policy: POLICY,
    clock: {
      now: () => now,
      wait: async (ms) => {
        waits.push(ms);
        now += ms;
      },
    },
    ...options,
  };
  return { all, start, log, reports, waits, sandboxes, pass: (ms: number) => void (now += ms) };
}

const greet = (sandbox: Sandbox) => sandbox.invoke({ entry: 'e', hook: 'greet', args: [] });

describe('superviseSandbox', () => {
  test('prepares the sandbox before it is used', async () => {
    const { all, log } = createWorld();
    const plugin = await superviseSandbox(all);
    expect(plugin.state).toBe('running');
    expect(await plugin.use(greet)).toBe('greet in 0');
    expect(log).toEqual(['start 0', 'prepare 0']);
  });

  test('tells whoever loads the plugin that the first start failed, and does not try again', async () => {
    const { all, log } = createWorld({ start: async () => Promise.reject(new PlexiError([FAULT])) });
    await expect(superviseSandbox(all)).rejects.toThrowCode('PLX4009');
    expect(log).toEqual([]);
  });

  test('closes the sandbox whose first preparation failed', async () => {
    const { all, sandboxes } = createWorld({ prepare: async () => Promise.reject(new PlexiError([FAULT])) });
    await expect(superviseSandbox(all)).rejects.toThrowCode('PLX4009');
    expect(sandboxes.map(({ isClosed }) => isClosed())).toEqual([true]);
  });

  test('starts a new one after a fault, prepared before the next work', async () => {
    const { all, log, reports, sandboxes } = createWorld();
    const plugin = await superviseSandbox(all);
    sandboxes[0]?.break();
    await Promise.resolve();
    expect(plugin.state).toBe('restarting');
    expect(await plugin.use(greet)).toBe('greet in 1');
    expect(plugin.state).toBe('running');
    expect(log).toEqual(['start 0', 'prepare 0', 'start 1', 'prepare 1']);
    expect(reports).toEqual(['PLX4009']);
  });

  test('whose work failed with the fault finds the new one at once', async () => {
    const { all, sandboxes } = createWorld();
    const plugin = await superviseSandbox(all);
    sandboxes[0]?.break();
    await Promise.resolve();
    await expect(sandboxes[0]?.sandbox.invoke({ entry: 'e', hook: 'h', args: [] })).rejects.toThrowCode('PLX4009');
    expect(await plugin.use(greet)).toBe('greet in 1');
  });

  test('waits longer after each fault, up to a limit, and not before the first restart', async () => {
    const { all, sandboxes, waits } = createWorld();
    const plugin = await superviseSandbox(all);
    for (let fault = 0; fault < 7; fault++) {
      sandboxes.at(-1)?.break();
      await Promise.resolve();
      await plugin.use(greet);
    }
    expect(waits).toEqual([100, 200, 400, 800, 1000, 1000]);
  });

  test('does not count that the process of all ended, and waits for nothing but it', async () => {
    const { all, sandboxes, waits, reports } = createWorld({ policy: { ...POLICY, faults: 2 } });
    const plugin = await superviseSandbox(all);
    for (let count = 0; count < 5; count++) {
      sandboxes[count]?.break(LOST);
      await sandboxes[count]?.sandbox.gone;
      expect(await plugin.use(greet)).toBe(`greet in ${String(count + 1)}`);
    }
    expect(waits).toEqual([]);
    expect(reports).toEqual(Array.from({ length: 5 }, () => 'PLX4481'));
    expect(plugin.state).toBe('running');
  });

  test('forgets faults that are long past', async () => {
    const { all, sandboxes, waits, pass } = createWorld();
    const plugin = await superviseSandbox(all);
    for (let fault = 0; fault < 20; fault++) {
      sandboxes.at(-1)?.break();
      await Promise.resolve();
      await plugin.use(greet);
      pass(60_000);
    }
    expect(waits).toEqual([]);
    expect(plugin.state).toBe('running');
  });

  test('gives up after too many faults within the window', async () => {
    const { all, sandboxes, reports } = createWorld({ policy: { ...POLICY, faults: 3 } });
    const plugin = await superviseSandbox(all);
    for (let fault = 0; fault < 3; fault++) {
      sandboxes.at(-1)?.break();
      await Promise.resolve();
      await plugin.use(greet).catch(() => undefined);
    }
    expect(plugin.state).toBe('failed');
    expect(sandboxes).toHaveLength(3);
    expect(reports).toEqual(['PLX4009', 'PLX4009', 'PLX4009', 'PLX4016']);
    await expect(plugin.use(greet)).rejects.toThrowCode('PLX4016');
    expect(await plugin.gone).toMatchObject({ code: 'PLX4016' });
  });

  test('counts a restart that fails as a fault, and tries again', async () => {
    let preparations = 0;
    const { all, sandboxes, reports, waits } = createWorld({
      prepare: async () => {
        preparations++;
        if (preparations === 2) throw new PlexiError([FAULT]);
        if (preparations === 3) throw new TypeError('a bug of the host');
      },
    });
    const plugin = await superviseSandbox(all);
    sandboxes[0]?.break();
    await Promise.resolve();
    expect(await plugin.use(greet)).toBe('greet in 3');
    expect(reports).toEqual(['PLX4009', 'PLX4009', 'PLX4009']);
    expect(waits).toEqual([100, 200]);
    expect(sandboxes.map(({ isClosed }) => isClosed())).toEqual([false, true, true, false]);
  });

  test('starts again when the sandbox breaks while nobody uses it', async () => {
    const { all, sandboxes } = createWorld();
    const plugin = await superviseSandbox(all);
    sandboxes[0]?.break();
    await new Promise((resolve) => setImmediate(resolve));
    expect(plugin.state).toBe('running');
    expect(sandboxes).toHaveLength(2);
  });

  test('ends with close, and is used no more', async () => {
    const { all, sandboxes, reports } = createWorld();
    const plugin = await superviseSandbox(all);
    await plugin.close();
    expect(plugin.state).toBe('closed');
    expect(sandboxes[0]?.isClosed()).toBe(true);
    expect(await plugin.gone).toBeUndefined();
    await expect(plugin.use(greet)).rejects.toThrowCode('PLX4018');
    expect(reports).toEqual([]);
  });

  test('stops waiting for a restart when it is closed', async () => {
    const { all, sandboxes, log } = createWorld({
      clock: {
        now: () => 0,
        wait: (_ms, signal) => new Promise((resolve) => {
          signal.addEventListener('abort', () => { resolve(); });
        }),
      },
    });
    const plugin = await superviseSandbox(all);
    sandboxes[0]?.break();
    await Promise.resolve();
    await plugin.use(greet);
    sandboxes[1]?.break();
    await Promise.resolve();
    const waiting = plugin.use(greet);
    await plugin.close();
    await expect(waiting).rejects.toThrowCode('PLX4018');
    expect(log.filter((line) => line.startsWith('start'))).toHaveLength(2);
  });

  test('closes a sandbox that is being started while it is closed', async () => {
    const world = createWorld();
    const held = createDeferred<undefined>();
    const plugin = await superviseSandbox({
      ...world.all,
      start: async () => {
        if (world.sandboxes.length > 0) await held.promise;
        return world.start();
      },
    });
    world.sandboxes[0]?.break();
    await Promise.resolve();
    const closing = plugin.close();
    held.resolve(undefined);
    await closing;
    expect(world.sandboxes[1]?.isClosed()).toBe(true);
  });

  test('uses the machine’s clock and policy unless it is given others', async () => {
    const world = createWorld();
    const plugin = await superviseSandbox({ plugin: 'weather', start: world.start, prepare: async () => {}, report: () => {} });
    world.sandboxes[0]?.break();
    await Promise.resolve();
    await plugin.use(greet);
    world.sandboxes[1]?.break();
    await Promise.resolve();
    const since = performance.now();
    expect(await plugin.use(greet)).toBe('greet in 2');
    expect(performance.now() - since).toBeGreaterThan(90);
  });
});
