import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { PluginUse } from '../core/coverage/plugin-use.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { TestSuite } from '../core/test-report/test-report.ts';
import { collectRun, type RunCollector } from './collect-run.ts';
import { describeBrokenStart } from './describe-failure.ts';
import { filterEnvironment } from './filter-environment.ts';
import type { RunnerEvent, RunnerRequest, RunnerSettings } from './protocol.ts';

/** How an author's test files are run. */
export interface VitestOptions extends RunnerSettings {
  /** The environment to derive the child's from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Kills the process when it is aborted. */
  readonly signal: AbortSignal;
  /** How long a test may be silent beyond its own timeout; default: half a minute. */
  readonly patienceMs?: number;
  /** Takes what the tests print. */
  readonly onOutput: (text: string) => void;
  /** Takes what a test has made of the plugin, where that is recorded. */
  readonly onUse?: (use: PluginUse) => void;
}

/** What one run of the test files is about. */
export interface VitestRun {
  /** What test hosts load. */
  readonly plugin: unknown;
  /** Files that changed since the last run, absolute; default: none. */
  readonly changed?: readonly string[];
  /** Whether tests reach real servers, and recordings are written anew; default: no. */
  readonly record?: boolean;
}

/** Vitest in a process of its own. Whoever starts it closes it. */
export interface VitestProcess {
  /**
   * Runs every test file, whether or not anybody reads the results.
   *
   * @returns One suite per file, ordered by path, each as soon as it and all before it are complete, and one for what
   *   belongs to no file. Never fails.
   */
  run(run: VitestRun): ReadableStream<TestSuite>;
  /** Whether it can run tests: not after a test has brought it down. */
  readonly isRunning: boolean;
  close(): Promise<void>;
}

const PATIENCE_MS = 30_000;
const KEPT_OUTPUT = 2_000;

/** Starts the process; it gets ready while its parent does something else. */
export function startVitest(options: VitestOptions): VitestProcess {
  const { directory, toolRoot, update, watch = false, onOutput, onUse } = options;
  const settings: RunnerSettings = { directory, toolRoot, update, watch };
  const child = fork(join(toolRoot, 'dist', 'test-runner', 'run-vitest.js'), [JSON.stringify(settings)], {
    cwd: directory,
    env: filterEnvironment(options.env),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    signal: options.signal,
    killSignal: 'SIGKILL',
    // Kernels are bytes.
    serialization: 'advanced',
  });
  let printed = '';
  let status: string | undefined;
  const exited = new Promise<string>((resolve) => {
    // The streams end after the process: its last words are wanted too.
    child.on('close', (code, signal) => { resolve((status = signal ?? `exit code ${code ?? 0}`)); });
    child.on('error', (error) => { resolve((status = error.message)); });
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed = (printed + text).slice(-KEPT_OUTPUT);
      onOutput(text);
    });
  }

  return {
    get isRunning() {
      return status === undefined;
    },
    run({ plugin, changed = [], record = false }) {
      const collector = collectRun(directory);
      return new ReadableStream({
        async start(results) {
          const onSuite = (suite: TestSuite): void => { results.enqueue(suite); };
          const surroundings = { exited, onOutput, onUse, onSuite, patienceMs: options.patienceMs ?? PATIENCE_MS };
          const broken = await watchRun(child, collector, { type: 'run', plugin, changed, record }, surroundings);
          collector.finish(broken === 'exited' ? describeExit(status ?? '', printed, collector) : broken).forEach(onSuite);
          results.close();
        },
      });
    },
    async close() {
      if (status === undefined && child.connected) child.send({ type: 'close' } satisfies RunnerRequest);
      const timer = setTimeout(() => child.kill('SIGKILL'), 1_000);
      await exited;
      clearTimeout(timer);
    },
  };
}

interface RunSurroundings {
  readonly exited: Promise<string>;
  readonly patienceMs: number;
  readonly onOutput: VitestOptions['onOutput'];
  readonly onUse: VitestOptions['onUse'] | undefined;
  readonly onSuite: (suite: TestSuite) => void;
}

/** Settles when the run is over; with the reason when it did not come to its end. */
function watchRun(child: ChildProcess, collector: RunCollector, request: RunnerRequest, { exited, onOutput, onUse, onSuite, patienceMs }: RunSurroundings): Promise<Diagnostic | 'exited' | undefined> {
  return new Promise((resolve) => {
    let patience = patienceMs;
    let timer = setTimeout(giveUp, patience);
    child.on('message', accept);
    void exited.then(() => { end('exited'); });
    if (child.connected) child.send(request);

    function accept(event: RunnerEvent): void {
      if (event.type === 'output') { onOutput(event.text); return; }
      if (event.type === 'used') { onUse?.(event.use); return; }
      collector.accept(event).forEach(onSuite);
      if (event.type === 'test-started') patience = Math.max(patience, patienceMs + event.test.timeoutMs);
      clearTimeout(timer);
      timer = setTimeout(giveUp, patience);
      if (event.type === 'run-ended') end(undefined);
      if (event.type === 'broken') end(describeBrokenStart(event.failure));
    }
    function giveUp(): void {
      child.kill('SIGKILL');
      const { text, location } = collector.locate();
      end(createDiagnostic('PLX4206', { seconds: Math.round(patience / 1_000), where: text }, location));
    }
    function end(reason: Diagnostic | 'exited' | undefined): void {
      clearTimeout(timer);
      child.off('message', accept);
      resolve(reason);
    }
  });
}

function describeExit(status: string, printed: string, collector: RunCollector): Diagnostic {
  const { text, location } = collector.locate();
  const details = printed.trim().split('\n').slice(-10);
  return { ...createDiagnostic('PLX4205', { status, where: text }, location), ...(printed.trim() !== '' && { details }) };
}
