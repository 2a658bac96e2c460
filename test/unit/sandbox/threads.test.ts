import type { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import type { Engine, Sandbox } from '../../../src/sandbox/engine.ts';
import type { GuestThreads } from '../../../src/sandbox/guest-thread.ts';
import { createEngineOn } from '../../../src/sandbox/quickjs-engine.ts';
import { createThreads } from '../../../src/sandbox/threads.ts';
import { ENTRY, startObserved, writeBundle } from '../../helpers/sandbox.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

interface Watched {
  readonly engine: Engine;
  /** Threads that were made, in order. */
  readonly made: readonly Worker[];
  readonly threads: GuestThreads;
}

function watchThreads(options: Parameters<typeof createThreads>[0]): Watched {
  const threads = createThreads(options);
  const made: Worker[] = [];
  const note = (worker: Worker): void => void made.push(worker);
  process.on('worker', note);
  const engine = createEngineOn(threads);
  open.push(async () => {
    process.off('worker', note);
    await engine.close();
    await threads.close();
  });
  return { engine, made, threads };
}

/** A plugin that keeps what it was told in a global, and tells what was there before. */
async function start(engine: Engine, code = 'const before = globalThis.kept; globalThis.kept = args[0]; return before ?? null;'): Promise<Sandbox> {
  return (await startObserved(engine, writeBundle({ run: code }))).sandbox;
}

const run = (sandbox: Sandbox, word: string) => sandbox.invoke({ entry: ENTRY, hook: 'run', args: [word] });

describe('threads that are kept', () => {
  test('run one plugin after the other, and none sees what another has left', async () => {
    const { engine, made } = watchThreads({ keepFree: true });
    for (let round = 0; round < 3; round++) {
      const sandbox = await start(engine);
      expect(await run(sandbox, 'secret')).toBeNull();
      expect(await run(sandbox, 'again')).toBe('secret');
      await sandbox.close();
    }
    expect(made).toHaveLength(1);
  });

  test('are as many as there are plugins at once', async () => {
    const { engine, made } = watchThreads({ keepFree: true });
    const both = await Promise.all([start(engine), start(engine)]);
    await Promise.all(both.map((sandbox) => sandbox.close()));
    await start(engine);
    expect(made).toHaveLength(2);
  });

  const UNCLEAN = [
    ['broke a limit', 'for (;;);', 'the hook'],
    ['is in the middle of something when it is closed', 'for (;;);', 'close'],
  ] as const;
  for (const [what, code, waitFor] of UNCLEAN) {
    test(`end with a plugin that ${what}`, async () => {
      const { engine, made } = watchThreads({ keepFree: true });
      const sandbox = await start(engine, code);
      const running = run(sandbox, 'x').catch(() => undefined);
      if (waitFor === 'the hook') await running;
      else await new Promise((resolve) => setTimeout(resolve, 20));
      await sandbox.close();
      await running;
      const next = await start(engine);
      expect(await run(next, 'x')).toBeNull();
      expect(made).toHaveLength(2);
    });
  }

  test('deliver nothing of the last plugin to the next one', async () => {
    const { engine } = watchThreads({ keepFree: true });
    const first = await start(engine, 'await null; return "late";');
    const late = run(first, 'x').catch(() => 'closed');
    await first.close();
    const second = await start(engine);
    expect(await run(second, 'own')).toBeNull();
    expect(await late).toBe('closed');
  });

  test('are gone when they are closed, also those that become free later', async () => {
    const { engine, threads, made } = watchThreads({ keepFree: true });
    const sandbox = await start(engine);
    await threads.close();
    await sandbox.close();
    expect(made).toHaveLength(1);
  });
});

test('threads that are not kept end with their plugin', async () => {
  const { engine, made } = watchThreads({});
  await (await start(engine)).close();
  await (await start(engine)).close();
  expect(made).toHaveLength(2);
});
