import { randomInt } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { fail, PlexiError } from '../core/diagnostics/plexi-error.ts';
import type { TestSuite } from '../core/test-report/test-report.ts';
import type { PluginSource } from '../host/plugin-source.ts';
import type { Platform } from '../platform/platform.ts';
import { isFolder } from '../project/is-folder.ts';
import { checkTarget } from '../test-runner/check-target.ts';
import { watchFolder } from '../test-runner/watch-folder.ts';
import { writeCoverage } from '../test-runner/write-coverage.ts';
import { writeHtmlReport } from '../test-runner/write-html-report.ts';
import { writeJunit } from '../test-runner/write-junit.ts';
import type { CoverageWish } from './count-coverage.ts';
import { openPacked } from './open-packed.ts';
import { preparePlugin, type PreparedPlugin } from './prepare-plugin.ts';
import { openTestSession, type TestReport, type TestSession } from './test-session.ts';

/** Which plugin to test, and how. */
export interface TestRequest {
  /** The plugin's folder, absolute. */
  readonly directory: string;
  /** A packed plugin to test instead of the folder's code; relative paths are relative to `platform.cwd`. */
  readonly packed?: string | undefined;
  /** Folders of plugins that are loaded too, with commas between them; relative paths are relative to `platform.cwd`. */
  readonly with?: string | undefined;
  /** Where to write JUnit XML; relative paths are relative to `platform.cwd`. */
  readonly junit?: string | undefined;
  /** Whether to count what of the plugin the tests reach. */
  readonly coverage?: boolean | undefined;
  /** A folder for `lcov.info` and `coverage-final.json`; relative paths are relative to `platform.cwd`. Counts, too. */
  readonly coverageDir?: string | undefined;
  /** So much of the statements has to be reached, in percent. Counts, too. */
  readonly coverageMin?: string | undefined;
  /** Where to write a page that shows the results; relative paths are relative to `platform.cwd`. */
  readonly html?: string | undefined;
  /** Whether transcripts and snapshots that differ are written anew. */
  readonly update?: boolean | undefined;
  /** Whether tests reach real servers, and recordings are written anew. */
  readonly record?: boolean | undefined;
  /** Whether to test again after each change, until the platform's signal is aborted. */
  readonly watch?: boolean | undefined;
  /** Makes what was left to chance in an earlier run the same again; default: chance. */
  readonly seed?: string | undefined;
  /** How many inputs the contract tries at random; default: 30. */
  readonly fuzz?: string | undefined;
  /** Takes each suite as soon as it is complete, always in the same order. */
  readonly onSuite?: (suite: TestSuite) => void;
  /** Takes what a run has shown; without a report when the plugin could not even be read. */
  readonly onRun?: (diagnostics: readonly Diagnostic[], report: TestReport | undefined) => void;
  /** Takes what test files print. */
  readonly onOutput?: (text: string) => void;
}

/**
 * Tests a plugin: the contract of its kind, its own self-test, its transcripts and its test files, each with the plugin's real bundle
 * in the real sandbox.
 *
 * @returns The report; with `watch`, the last one there was.
 * @throws {@link PlexiError} when the plugin cannot be read or bundled, or the archive is not in order; with `watch`,
 *   problems of the plugin go to `onRun` instead.
 */
export async function testPlugin(request: TestRequest, platform: Platform): Promise<TestReport | undefined> {
  for (const file of listReports(request, platform)) await checkTarget(file);
  const packed = request.packed === undefined ? undefined : await openPacked(request.directory, resolve(platform.cwd, request.packed), platform);
  const session = openTestSession(
    {
      directory: packed === undefined ? request.directory : packed.testDirectory,
      prepare: async () => addCompanions(packed ?? (await preparePlugin(request.directory, platform)), request, platform),
      update: request.update ?? false,
      seed: parseCount('--seed', request.seed) ?? randomInt(MOST),
      fuzzRuns: parseCount('--fuzz', request.fuzz),
      record: request.record ?? false,
      watch: request.watch ?? false,
      coverage: readCoverageWish(request),
      trace: request.html !== undefined,
      onSuite: request.onSuite ?? ignore,
      onOutput: request.onOutput ?? ignore,
    },
    platform,
  );
  try {
    return await (request.watch === true ? watchPlugin(session, request, platform) : runOnce(session, request, platform, []));
  } finally {
    await session.close();
  }
}

function listReports({ junit, html, coverageDir }: TestRequest, { cwd }: Platform): readonly string[] {
  const files = [junit, html, coverageDir && join(coverageDir, 'lcov.info')];
  return files.filter((file) => file !== undefined).map((file) => resolve(cwd, file));
}

type Prepared = Pick<PreparedPlugin, 'plugin' | 'diagnostics'>;

// What is wrong with the others is for their own tests to tell, unless they cannot be loaded.
async function addCompanions({ plugin, diagnostics }: Prepared, { with: folders = '' }: TestRequest, platform: Platform): Promise<Prepared> {
  const companions: PluginSource[] = [];
  for (const folder of folders.split(',').filter((each) => each !== '')) {
    const directory = resolve(platform.cwd, folder.trim());
    if (!isFolder(directory)) fail('PLX0002', { problem: `--with names "${folder.trim()}", which is no folder`, command: 'test' });
    companions.push((await preparePlugin(directory, platform)).plugin.source);
  }
  return { plugin: { ...plugin, companions }, diagnostics };
}

async function runOnce(session: TestSession, request: TestRequest, platform: Platform, changed: readonly string[]): Promise<TestReport> {
  const { report, counted } = await session.run(changed);
  request.onRun?.(report.diagnostics, report);
  if (request.junit !== undefined) await writeJunit(resolve(platform.cwd, request.junit), report);
  if (request.html !== undefined) await writeHtmlReport(resolve(platform.cwd, request.html), { ...report, ...(counted && { counted }), finishedAt: platform.now().toISOString() });
  if (request.coverageDir !== undefined && counted !== undefined) await writeCoverage(resolve(platform.cwd, request.coverageDir), counted);
  return report;
}

async function watchPlugin(session: TestSession, request: TestRequest, platform: Platform): Promise<TestReport | undefined> {
  const { signal } = platform;
  const watch = await watchFolder(request.directory);
  try {
    let report: TestReport | undefined;
    for (let changed: readonly string[] = []; !signal.aborted; changed = await watch.next(signal)) {
      report = await runOnce(session, request, platform, changed).catch((error: unknown) => {
        if (error instanceof PlexiError) request.onRun?.(error.diagnostics, undefined);
        else if (!signal.aborted) throw error;
        return report;
      });
    }
    return report;
  } finally {
    await watch.close();
  }
}

const MOST = 2 ** 31;

function parseCount(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!/^\d{1,10}$/.test(text) || count >= MOST) fail('PLX0003', { flag, expected: `a number from 0 to ${MOST - 1}`, value: text, command: 'test' });
  return count;
}

function readCoverageWish({ coverage = false, coverageDir, coverageMin }: TestRequest): CoverageWish | undefined {
  if (!coverage && coverageDir === undefined && coverageMin === undefined) return undefined;
  const min = coverageMin === undefined ? undefined : Number(coverageMin);
  if (min !== undefined && !(/^\d+(?:\.\d+)?$/.test(coverageMin ?? '') && min <= 100)) {
    fail('PLX0003', { flag: '--coverage-min', expected: 'a percentage from 0 to 100', value: coverageMin ?? '', command: 'test' });
  }
  return { min };
}

function ignore(): void {
  // Nobody wants to know.
}
