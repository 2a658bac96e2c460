import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import { listEntryPoints } from '../core/manifest/entry-points.ts';
import type { PluginKind } from '../core/manifest/kinds.ts';
import { countTests, listProblems, type TestCounts, type TestSuite } from '../core/test-report/test-report.ts';
import type { CoverageReport } from '../core/coverage/coverage-report.ts';
import type { PluginUse } from '../core/coverage/plugin-use.ts';
import type { Platform } from '../platform/platform.ts';
import type { Engine } from '../sandbox/engine.ts';
import { createEngineOn } from '../sandbox/quickjs-engine.ts';
import { createThreads } from '../sandbox/threads.ts';
import { findContract } from '../test-runner/contract/contracts.ts';
import { runContract, type ContractRun } from '../test-runner/contract/run-contract.ts';
import type { PluginUnderTest } from '../test-runner/plugin-under-test.ts';
import { runSelfTest } from '../test-runner/run-self-test.ts';
import { runTranscripts } from '../test-runner/transcripts/run-transcripts.ts';
import { startVitest, type VitestProcess } from '../test-runner/start-vitest.ts';
import { judgeCoverage, startCounting, type CountedCode, type CoverageWish } from './count-coverage.ts';
import type { PreparedPlugin } from './prepare-plugin.ts';

/** What a run of all tests showed. */
export interface TestReport extends TestCounts {
  readonly plugin: { readonly name: string; readonly version: string };
  /** The contracts of the plugin's kinds, its self-test, its transcripts, and its test files, by path; those of the author first where runs follow. */
  readonly suites: readonly TestSuite[];
  /** Makes what was left to chance the same again. */
  readonly seed: number;
  readonly durationMs: number;
  /** What of the plugin the tests have reached; only where it was asked for. */
  readonly coverage?: CoverageReport;
  readonly diagnostics: readonly Diagnostic[];
}

/** A run of all tests. */
export interface TestRun {
  readonly report: TestReport;
  /** What of the plugin's code ran, and how often; only where it was asked for. */
  readonly counted?: CountedCode;
}

/** What opening a session takes. */
export interface SessionOptions {
  /** The folder with the test files; absent: there are none. */
  readonly directory: string | undefined;
  /** Reads and bundles the plugin. */
  readonly prepare: () => Promise<Omit<PreparedPlugin, 'inputs'>>;
  /** Whether snapshots and transcripts that differ are written anew. */
  readonly update: boolean;
  /** Whether tests reach real servers, and recordings are written anew. */
  readonly record: boolean;
  /** Whether results tell what happened in their hosts; default: no. */
  readonly trace?: boolean;
  /** What is asked of coverage; absent: it is not counted. */
  readonly coverage?: CoverageWish | undefined;
  /** Whether there will be more runs. */
  readonly watch: boolean;
  /** Decides about the order of checks, and about what is tried at random. */
  readonly seed: number;
  /** How many inputs are tried at random; default: a few. */
  readonly fuzzRuns?: number | undefined;
  /** Takes each suite as soon as it and all before it are complete: the order is always the same. */
  readonly onSuite: (suite: TestSuite) => void;
  /** Takes what test files print. */
  readonly onOutput: (text: string) => void;
}

/** Everything that tests need and that may stay warm from one run to the next. Whoever opens it closes it. */
export interface TestSession {
  /** @param changed - Files that changed since the last run, absolute. */
  run(changed?: readonly string[]): Promise<TestRun>;
  close(): Promise<void>;
}

const VITEST_CONFIG = /[\\/]vite(?:st)?\.config\.\w+$/;

/** Opens a session: the process for the test files starts while the plugin is still being read. */
export function openTestSession(options: SessionOptions, platform: Platform): TestSession {
  const { directory, seed, fuzzRuns } = options;
  const { signal } = platform;
  const threads = createThreads({ keepFree: true });
  const engine = createEngineOn(threads);
  let collectUse: ((use: PluginUse) => void) | undefined;
  let vitest = start();

  function start(): VitestProcess | undefined {
    const { update, onOutput } = options;
    return directory === undefined ? undefined : startVitest({
      directory,
      toolRoot: platform.tool.root,
      update,
      watch: options.watch,
      env: platform.env,
      signal,
      // What tests print was printed when they ran to be judged.
      onOutput: (text) => { if (collectUse === undefined) onOutput(text); },
      onUse: (use) => collectUse?.(use),
    });
  }

  // What vitest read when it started, and what a test has brought down, is there again only after a new start.
  async function renew(changed: readonly string[]): Promise<void> {
    if (vitest?.isRunning !== false && !changed.some((file) => VITEST_CONFIG.test(file))) return;
    await vitest?.close();
    vitest = start();
  }

  async function runSuites({ plugin, engine: runner, update, record, changed, onSuite }: SuitesRun): Promise<readonly TestSuite[]> {
    const suites: TestSuite[] = [];
    const add = (suite: TestSuite): void => {
      suites.push(suite);
      onSuite?.(suite);
    };
    const authored = vitest?.run({ plugin, changed, record }) ?? [];
    const addAuthored = async (): Promise<void> => {
      if (directory !== undefined) for await (const suite of runTranscripts({ plugin, engine: runner, signal, directory, update })) add(suite);
      for await (const suite of authored) add(suite);
    };
    // Who waits for the result of a change waits for the tests that it is about: they get both processors first.
    if (options.watch) await addAuthored();
    for await (const suite of runBuiltIn({ plugin, engine: runner, signal, seed, fuzzRuns, directory })) add(suite);
    if (!options.watch) await addAuthored();
    signal.throwIfAborted();
    return suites;
  }

  // Once more, with the same seed and another bundle: what was judged is what users will run, counters or not.
  async function count(plugin: PluginUnderTest, judged: readonly TestSuite[]): Promise<CountedCode> {
    await renew([]);
    const counting = await startCounting(plugin, engine);
    collectUse = counting.add;
    try {
      const suites = await runSuites({ plugin: counting.plugin, engine: counting.engine, update: false, record: false, changed: [] });
      return counting.finish(judged, suites);
    } finally {
      collectUse = undefined;
    }
  }

  return {
    async run(changed = []) {
      const started = platform.now().getTime();
      await renew(changed);
      const prepared = await options.prepare();
      const { update, record, onSuite, coverage, trace = false } = options;
      const { diagnostics } = prepared;
      const plugin = { ...prepared.plugin, isTraced: trace };
      const suites = await runSuites({ plugin, engine, update, record, changed, onSuite });
      const counted = coverage && (await count(plugin, suites));
      const { name, version } = plugin.source.manifest;
      const remarks = [...diagnostics, ...remarkOnTests(suites, directory), ...(counted ? judgeCoverage(counted, coverage) : [])];
      const durationMs = platform.now().getTime() - started;
      const report = {
        plugin: { name, version },
        suites,
        seed,
        ...countTests(suites),
        durationMs,
        ...(counted && { coverage: counted.report }),
        diagnostics: [...remarks, ...listProblems(suites)],
      };
      return { report, ...(counted && { counted }) };
    },
    async close() {
      await Promise.all([vitest?.close(), engine.close().then(() => threads.close())]);
    },
  };
}

/** One way through all suites. */
interface SuitesRun extends Pick<SessionOptions, 'update' | 'record'> {
  readonly plugin: PluginUnderTest;
  readonly engine: Engine;
  readonly changed: readonly string[];
  readonly onSuite?: SessionOptions['onSuite'];
}

async function* runBuiltIn(run: ContractRun): AsyncGenerator<TestSuite> {
  for (const kind of listKinds(run.plugin)) yield runContract(findContract(kind), run);
  const selfTest = await runSelfTest(run);
  if (selfTest !== undefined) yield selfTest;
}

// A green run should not look like more than it is.
function remarkOnTests(suites: readonly TestSuite[], directory: string | undefined): readonly Diagnostic[] {
  const hasOwnTests = suites.some(({ type }) => type === 'file');
  const isUntested = directory !== undefined && !hasOwnTests;
  return [
    ...(isUntested ? [createDiagnostic('PLX4203', {})] : []),
    ...(directory === undefined ? [createDiagnostic('PLX4215', {})] : []),
  ];
}

function listKinds({ source }: PluginUnderTest): readonly PluginKind[] {
  return [...new Set(listEntryPoints(source.manifest).map(({ kind }) => kind))];
}
