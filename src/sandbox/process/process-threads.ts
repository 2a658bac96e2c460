import { readFile } from 'node:fs/promises';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { createDiagnostic, fail } from '../../core/diagnostics/plexi-error.ts';
import { findNodeProgram, listLoadedLibraries } from '../../platform/node-program.ts';
import type { Isolation } from '../engine.ts';
import type { GuestThreads } from '../guest-thread.ts';
import { findSandboxFile, readQuickJs } from '../read-quickjs.ts';
import { createRestartDelays } from '../restart-delays.ts';
import { MACHINE_CLOCK, type RestartClock } from '../supervise.ts';
import { createGuestSettings } from '../worker/settings.ts';
import { createBwrapArgs, findBwrap } from './bwrap.ts';
import { GuestProcess, type ProcessContent } from './guest-process.ts';
import { listPermissionFlags } from './permission-flags.ts';
import { spawnChild } from './spawn-child.ts';

/** What tests replace. */
export interface ProcessOptions {
  /** Reads the code of a worker. */
  readonly readWorker?: () => Promise<string>;
  /** Finds `bwrap`. */
  readonly find?: () => string | undefined;
  readonly clock?: RestartClock;
  /** How long a round is in which the process is asked whether it lives, in milliseconds. */
  readonly roundMs?: number;
}

/** A process that is up, and what has to be said about it. */
interface Opened {
  readonly process: GuestProcess;
  readonly isolation: Isolation;
  /** Said once. */
  warning: Diagnostic | undefined;
}

const RESTARTS = { delayMs: 100, longestDelayMs: 30_000, windowMs: 60_000 };
/** What the process needs beside its guests: messages on their way. */
const HEAP_MIB = 128;

/**
 * Makes the threads of one process, which all guests share. It is started with the first guest, and again with the first that comes after its end,
 * later each time that it ends.
 */
export function createProcessThreads(options: ProcessOptions = {}): GuestThreads {
  const { readWorker = () => readFile(findSandboxFile('worker.cjs'), 'utf8'), find = findBwrap, clock = MACHINE_CLOCK, roundMs = 1_000 } = options;
  const node = findNodeProgram();
  const closing = new AbortController();
  const delays = createRestartDelays(RESTARTS);
  let delayMs = 0;
  let current: Promise<Opened> | undefined;
  let opened: Opened | undefined;
  let content: Promise<ProcessContent> | undefined;
  /** Why there are no namespaces, once that is known. */
  let without = node.isLinux ? undefined : 'not on this system';

  async function launch(bwrap: string | undefined): Promise<GuestProcess> {
    const input = await readFile(findSandboxFile('child.cjs'), 'utf8');
    const flags = [...listPermissionFlags(node.flags), '--allow-worker', `--max-old-space-size=${HEAP_MIB}`, '--no-warnings', '--input-type=commonjs', '-'];
    const [command = node.path, ...args] = bwrap === undefined ? [node.path] : [bwrap, ...createBwrapArgs(node.path, listLoadedLibraries())];
    content ??= readContent(readWorker);
    const process = new GuestProcess((channel) => spawnChild({ command, args: [...args, ...flags], input, ...channel }), await content, (tick) => {
      const timer = setInterval(tick, roundMs).unref();
      return () => {
        clearInterval(timer);
      };
    });
    await process.ready;
    return process;
  }

  async function launchInNamespaces(): Promise<GuestProcess | undefined> {
    if (without !== undefined) return undefined;
    const bwrap = find();
    try {
      if (bwrap !== undefined) return await launch(bwrap);
      without = 'bwrap is not installed';
    } catch (error) {
      without = `${String(bwrap)}: ${describe(error)}`;
    }
    return undefined;
  }

  async function open(): Promise<Opened> {
    if (delayMs > 0) await clock.wait(delayMs, closing.signal);
    closing.signal.throwIfAborted();
    const known = without;
    const confined = await launchInNamespaces();
    const process = confined ?? (await launch(undefined));
    const isNews = known === undefined && without !== undefined;
    opened = {
      process,
      isolation: confined === undefined ? 'process' : 'namespaces',
      warning: isNews ? createDiagnostic('PLX4483', { reason: without ?? '' }) : undefined,
    };
    void process.ended.then(noteEnd);
    return opened;
  }

  function noteEnd(): void {
    current = undefined;
    ({ delayMs } = delays(clock.now()));
  }

  async function openOnce(plugin: string): Promise<Opened> {
    if (closing.signal.aborted) fail('PLX4018', { plugin });
    current ??= open();
    try {
      return await current;
    } catch (error) {
      current = undefined;
      return closing.signal.aborted ? fail('PLX4018', { plugin }) : fail('PLX4482', { reason: describe(error) });
    }
  }

  return {
    get isolation() {
      return opened?.isolation;
    },
    async start(sandbox) {
      // Counters share their memory with whoever reads them, which another process cannot.
      if (sandbox.counting !== undefined) throw new TypeError('nothing can be counted in a process of its own');
      const found = await openOnce(sandbox.plugin);
      if (found.warning !== undefined) sandbox.report?.(found.warning);
      found.warning = undefined;
      return found.process.start(createGuestSettings(sandbox));
    },
    async close() {
      closing.abort();
      const last = await current?.catch(() => undefined);
      last?.process.kill('it was closed');
      await last?.process.ended;
    },
  };
}

async function readContent(readWorker: () => Promise<string>): Promise<ProcessContent> {
  const [worker, { main, extensions }] = await Promise.all([readWorker(), readQuickJs()]);
  return { worker, names: extensions.map(({ name }) => name), binaries: [main, ...extensions.map(({ wasm }) => wasm)] };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
