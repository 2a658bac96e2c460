import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
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
  const isClosed = (): boolean => closing.signal.aborted;
  const delays = createRestartDelays(RESTARTS);
  let delayMs = 0;
  let current: Promise<Opened> | undefined;
  let opened: Opened | undefined;
  let content: Promise<ProcessContent> | undefined;
  let mayBeConfined = node.isLinux;

  async function launch(command: string, args: readonly string[]): Promise<GuestProcess> {
    const program = findSandboxFile('child.cjs');
    const input = await readFile(program, 'utf8');
    content ??= readContent(readWorker);
    const process = new GuestProcess({
      // From Node.js 22 on, threads may read the folder that their process is in: here it has nothing in it but what they run.
      spawn: (channel) => spawnChild({ command, args: [...args, ...listNodeArgs(node.flags)], folder: dirname(program), input, ...channel }),
      content: await content,
      every(tick) {
        const timer = setInterval(tick, roundMs).unref();
        return () => {
          clearInterval(timer);
        };
      },
      onEnd() {
        if (opened?.process !== process) return;
        current = undefined;
        ({ delayMs } = delays(clock.now()));
      },
    });
    await process.ready;
    return process;
  }

  /** @returns Why it cannot be, otherwise. */
  async function launchConfined(): Promise<GuestProcess | string> {
    const bwrap = find();
    if (bwrap === undefined) return 'bwrap is not installed';
    try {
      return await launch(bwrap, createBwrapArgs(node.path, listLoadedLibraries()));
    } catch (error) {
      return `${bwrap}: ${describe(error)}`;
    }
  }

  async function launchBest(): Promise<Opened> {
    const confined = mayBeConfined ? await launchConfined() : undefined;
    if (confined instanceof GuestProcess) return { process: confined, isolation: 'namespaces', warning: undefined };
    // What was promised once holds until the end.
    if (opened?.isolation === 'namespaces') throw new Error(confined);
    mayBeConfined = false;
    const warning = confined === undefined ? undefined : createDiagnostic('PLX4483', { reason: confined });
    return { process: await launch(node.path, []), isolation: 'process', warning };
  }

  async function open(): Promise<Opened> {
    if (delayMs > 0) await clock.wait(delayMs, closing.signal);
    closing.signal.throwIfAborted();
    opened = await launchBest();
    return opened;
  }

  async function openOnce(plugin: string): Promise<Opened> {
    if (isClosed()) fail('PLX4018', { plugin });
    current ??= open();
    try {
      return await current;
    } catch (error) {
      current = undefined;
      return isClosed() ? fail('PLX4018', { plugin }) : fail('PLX4482', { reason: describe(error) });
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

// The process itself starts threads, and speaks to the host; its threads do neither.
function listNodeArgs(flags: ReadonlySet<string>): readonly string[] {
  const channel = flags.has('--allow-net') ? ['--allow-net'] : [];
  return [...listPermissionFlags(flags), '--allow-worker', ...channel, `--max-old-space-size=${HEAP_MIB}`, '--no-warnings', '--input-type=commonjs', '-'];
}

async function readContent(readWorker: () => Promise<string>): Promise<ProcessContent> {
  const [worker, { main, extensions }] = await Promise.all([readWorker(), readQuickJs()]);
  return { worker, names: extensions.map(({ name }) => name), binaries: [main, ...extensions.map(({ wasm }) => wasm)] };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
