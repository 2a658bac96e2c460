import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import type { TestResult, TestSuite } from '../core/test-report/test-report.ts';
import { describeFileFailure, describeHookFailure, describeStrayFailure, describeTestFailure, nameFile } from './describe-failure.ts';
import type { AuthorFile, AuthorTest, RunnerEvent, StartedTest } from './protocol.ts';

/** Where a run is. */
export interface Whereabouts {
  /** For people: the test, or the file. */
  readonly text: string;
  readonly location?: SourceLocation;
}

/** Puts the events of one run together. */
export interface RunCollector {
  /** @returns The suites that are complete now, and all before them by path. */
  accept(event: RunnerEvent): readonly TestSuite[];
  /** What is running now. */
  locate(): Whereabouts;
  /**
   * The suites that were not returned before: one per test file, ordered by path.
   *
   * @param broken - Why the run goes no further: tests that are running fail with it.
   */
  finish(broken?: Diagnostic): readonly TestSuite[];
}

interface UnfinishedFile {
  readonly ended: AuthorTest[];
  readonly running: Map<string, StartedTest>;
}

/** Makes a collector for one run of the test files in a plugin's folder. */
export function collectRun(directory: string): RunCollector {
  const unfinished = new Map<string, UnfinishedFile>();
  let suites: readonly TestSuite[] = [];
  let expected: readonly string[] = [];
  const problems: Diagnostic[] = [];

  function locate(): Whereabouts {
    const [file, state] = [...unfinished].find(([, { running }]) => running.size > 0) ?? [...unfinished][0] ?? [];
    if (file === undefined) return { text: 'no test' };
    const [test] = state?.running.values() ?? [];
    if (test === undefined) return { text: nameFile(file, directory), location: { file } };
    return { text: `"${test.name}" of ${nameFile(file, directory)}`, location: { file, line: test.line, column: test.column } };
  }

  return {
    locate,
    accept(event) {
      if (event.type === 'run-started') expected = event.files.map((file) => nameFile(file, directory)).sort();
      if (event.type === 'file-started') unfinished.set(event.file, { ended: [], running: new Map() });
      if (event.type === 'test-started') unfinished.get(event.file)?.running.set(event.test.name, event.test);
      if (event.type === 'test-ended') {
        unfinished.get(event.file)?.running.delete(event.test.name);
        unfinished.get(event.file)?.ended.push(event.test);
      }
      if (event.type === 'file-ended') {
        unfinished.delete(event.file.file);
        suites = [...suites, toSuite(event.file, directory)];
      }
      if (event.type === 'run-ended') problems.push(...event.failures.map((failure) => describeStrayFailure(failure, directory)));
      const ended = new Map(suites.map((suite) => [suite.name, suite]));
      const complete = takeWhile(expected, (name) => ended.get(name));
      expected = expected.slice(complete.length);
      suites = suites.filter((suite) => !complete.includes(suite));
      return complete;
    },
    finish(broken) {
      const cut = broken === undefined ? [] : [...unfinished].map(([file, state]) => cutSuite(file, state, directory, broken));
      const found = [...suites, ...cut.filter(({ tests }) => tests.length > 0)].sort((a, b) => (a.name < b.name ? -1 : 1));
      const isBlamed = cut.some(({ tests }) => tests.some(({ problems: own }) => broken !== undefined && own.includes(broken)));
      const stray = [...problems, ...(broken === undefined || isBlamed ? [] : [broken])];
      return stray.length === 0 ? found : [...found, { type: 'file', name: 'tests', durationMs: 0, tests: [], problems: stray }];
    },
  };
}

function takeWhile<Key, Value>(keys: readonly Key[], find: (key: Key) => Value | undefined): readonly Value[] {
  const found: Value[] = [];
  for (const key of keys) {
    const value = find(key);
    if (value === undefined) break;
    found.push(value);
  }
  return found;
}

function toSuite({ file, durationMs, tests, failures, hookFailures, only }: AuthorFile, directory: string): TestSuite {
  const name = nameFile(file, directory);
  return {
    type: 'file',
    name,
    durationMs,
    tests: tests.map((test) => toResult(test, file, directory)),
    problems: [
      ...failures.flatMap((failure) => describeFileFailure(failure, { directory, file })),
      ...hookFailures.map(({ group, failure }) => describeHookFailure(group, failure, { directory, file })),
      ...(only === undefined ? [] : [createDiagnostic('PLX4202', { file: name }, only)]),
    ],
  };
}

function toResult(test: AuthorTest, file: string, directory: string): TestResult {
  return {
    name: test.name,
    state: test.state,
    durationMs: test.durationMs,
    problems: test.failures.flatMap((failure) => describeTestFailure(failure, test, { directory, file })),
    file,
    ...(test.line !== undefined && { line: test.line }),
    ...(test.timeline && { timeline: test.timeline }),
  };
}

function cutSuite(file: string, { ended, running }: UnfinishedFile, directory: string, broken: Diagnostic): TestSuite {
  const cut = [...running.values()].map(({ name }) => ({ name, state: 'failed' as const, durationMs: 0, problems: [broken], file }));
  const tests = [...ended.map((test) => toResult(test, file, directory)), ...cut];
  return { type: 'file', name: nameFile(file, directory), durationMs: 0, tests, problems: [] };
}
