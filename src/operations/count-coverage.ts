import { dirname, join } from 'node:path';
import { createCoverageReport, type CoverageReport } from '../core/coverage/coverage-report.ts';
import type { FilePoints } from '../core/coverage/coverage-points.ts';
import type { Instrumentation } from '../core/coverage/instrument-bundle.ts';
import { toPercent } from '../core/coverage/measure-coverage.ts';
import { addUse, UNUSED, type PluginUse } from '../core/coverage/plugin-use.ts';
import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, fail } from '../core/diagnostics/plexi-error.ts';
import { parsePermissions } from '../core/permissions/parse-permissions.ts';
import type { TestResult, TestSuite } from '../core/test-report/test-report.ts';
import type { Engine } from '../sandbox/engine.ts';
import type { InstrumentedPlugin, PluginUnderTest } from '../test-runner/plugin-under-test.ts';
import { createUseRecorder } from '../test-runner/record-use.ts';
import { createLocator, remarkOnPermissions } from './remark-on-permissions.ts';

/** What is asked of coverage. */
export interface CoverageWish {
  /** So much of the statements has to be reached, in percent; default: any. */
  readonly min?: number | undefined;
}

/** What of a plugin's code ran, and how often. */
export interface CountedCode {
  readonly report: CoverageReport;
  readonly files: readonly FilePoints[];
  /** By the numbers of the counters in `files`. */
  readonly counts: readonly number[];
  /** The plugin's folder, absolute. */
  readonly directory: string;
  /** Why there may be more than was counted, and what there is too much of. */
  readonly remarks: readonly Diagnostic[];
}

/** A count that has begun. */
export interface Counting {
  /** The plugin, with counters. */
  readonly plugin: InstrumentedPlugin;
  /** Runs it, and counts. */
  readonly engine: Engine;
  /** Adds what was counted elsewhere. */
  readonly add: (use: PluginUse) => void;
  /**
   * Ends the count.
   *
   * @param judged - The results without counters.
   * @param counted - The results with counters.
   */
  finish(judged: readonly TestSuite[], counted: readonly TestSuite[]): CountedCode;
}

/**
 * Begins to count what of a plugin is reached.
 *
 * @throws {@link PlexiError} `PLX4471` when its bundle cannot be counted.
 */
export async function startCounting(plugin: PluginUnderTest, engine: Engine): Promise<Counting> {
  const { bundle, files } = await instrument(plugin);
  const { inferPermissions } = await import('../core/permissions/inference/infer-permissions.ts');
  const parts = { infer: inferPermissions, locate: await createLocator(plugin) };
  const instrumented = { ...plugin, instrumented: bundle, isTraced: false };
  const recorder = createUseRecorder(instrumented, engine);
  let use = UNUSED;
  return {
    plugin: instrumented,
    engine: recorder.engine,
    add: (more) => { use = addUse(use, more); },
    finish(judged, counted) {
      const all = addUse(recorder.take(), use);
      const requested = parsePermissions(plugin.source.manifest).map(({ permission }) => permission);
      const report = createCoverageReport(files, all, requested);
      const remarks = [...listDoubts(judged, counted), ...remarkOnPermissions(plugin, report, parts)];
      return { report, files, counts: all.counts, directory: plugin.source.folder ?? dirname(plugin.manifestFile), remarks };
    },
  };
}

/** What is to be said about coverage. */
export function judgeCoverage({ report, remarks, directory }: CountedCode, { min = 0 }: CoverageWish): readonly Diagnostic[] {
  const percent = toPercent(report.statements);
  return [...remarks, ...(percent < min ? [createDiagnostic('PLX4470', { percent, min }, findGap(report, directory))] : [])];
}

// Where most is missing, a test helps most.
function findGap({ files }: CoverageReport, directory: string): SourceLocation | undefined {
  const [worst] = [...files].sort((a, b) => b.uncoveredLines.length - a.uncoveredLines.length);
  return worst && { file: join(directory, worst.path), line: worst.uncoveredLines[0] };
}

// The parser is loaded here: who does not count does not pay for it.
async function instrument({ source: { code, sourceMap } }: PluginUnderTest): Promise<Instrumentation> {
  if (sourceMap === undefined) fail('PLX4471', { reason: 'the bundle comes without a source map' });
  const { instrumentBundle } = await import('../core/coverage/instrument-bundle.ts');
  try {
    return instrumentBundle(code, sourceMap);
  } catch (error) {
    const reason = `bundle and source map cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    return fail('PLX4471', { reason }, { cause: error });
  }
}

// Counters take time: a test at the edge of a limit may go over it.
function listDoubts(judged: readonly TestSuite[], counted: readonly TestSuite[]): readonly Diagnostic[] {
  const passed = new Set(listNamed(judged).filter(([, { state }]) => state === 'passed').map(([name]) => name));
  const failed = listNamed(counted).filter(([name, { state }]) => state === 'failed' && passed.has(name));
  return failed.map(([name, { problems }]) => {
    const [first] = problems;
    const reason = first?.message ?? 'it gives no reason';
    return createDiagnostic('PLX4472', { name, reason }, first?.file === undefined ? undefined : { file: first.file, line: first.line, column: first.column });
  });
}

function listNamed(suites: readonly TestSuite[]): readonly (readonly [string, TestResult])[] {
  return suites.flatMap((suite) => suite.tests.map((each) => [`${suite.name} › ${each.name}`, each] as const));
}
