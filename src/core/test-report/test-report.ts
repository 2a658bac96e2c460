import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';

/** How one test ended. `todo` is a test that its author has only announced. */
export type TestState = 'passed' | 'failed' | 'skipped' | 'todo';

/** One thing that happened in a test: the host called the plugin, the plugin called the host, or wrote into its log. */
export interface TimelineEntry {
  /** On the plugin's clock, in milliseconds since the epoch. */
  readonly at: number;
  readonly type: 'event' | 'call' | 'log';
  /** The hook, the method, or the level. */
  readonly name: string;
  /** What went with it, as short text. */
  readonly detail: string;
  /** How a call ended; absent while it has not. */
  readonly outcome?: 'done' | 'failed' | 'refused';
  /** The permission that a call needs. */
  readonly permission?: string;
}

/** One test or contract check. */
export interface TestResult {
  /** The names of the groups it is in and its own, joined with ` › `. */
  readonly name: string;
  readonly state: TestState;
  readonly durationMs: number;
  readonly problems: readonly Diagnostic[];
  /** What a contract check shows when it passes. */
  readonly proves?: string;
  /** Where the test is written. */
  readonly file?: string;
  readonly line?: number;
  /** What happened in its hosts; only where it was asked for. */
  readonly timeline?: readonly TimelineEntry[];
}

/** The tests of one origin: a contract, the plugin's self-test, or one test file. */
export interface TestSuite {
  readonly type: 'contract' | 'self-test' | 'file';
  readonly name: string;
  readonly durationMs: number;
  readonly tests: readonly TestResult[];
  /** What is wrong with the suite itself: a test file that does not load, for example. */
  readonly problems: readonly Diagnostic[];
}

/** How often each state occurs. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  /** Skipped and to do. */
  readonly skipped: number;
}

/** Whether nothing went wrong in a suite. */
export function isPassed(suite: TestSuite): boolean {
  return !hasErrors(suite.problems) && suite.tests.every(({ state }) => state !== 'failed');
}

/** Counts the tests of suites by state. */
export function countTests(suites: readonly TestSuite[]): TestCounts {
  const states = suites.flatMap(({ tests }) => tests.map(({ state }) => state));
  const passed = states.filter((state) => state === 'passed').length;
  const failed = states.filter((state) => state === 'failed').length;
  return { passed, failed, skipped: states.length - passed - failed };
}

/** Every problem of suites: of each suite itself first, then of its tests in order. */
export function listProblems(suites: readonly TestSuite[]): readonly Diagnostic[] {
  return suites.flatMap(({ problems, tests }) => [...problems, ...tests.flatMap((test) => test.problems)]);
}
