import type { PluginUse } from '../core/coverage/plugin-use.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { TestState, TimelineEntry } from '../core/test-report/test-report.ts';

/** What the child process that runs vitest is started with: JSON in its first argument. */
export interface RunnerSettings {
  /** The folder with the author's test files, absolute. */
  readonly directory: string;
  /** Where plexi-plugin is installed. */
  readonly toolRoot: string;
  /** Whether snapshots that differ are written anew. */
  readonly update: boolean;
  /** Whether there will be more runs: threads then wait for the next one; default: no. */
  readonly watch?: boolean;
}

/** What the parent asks of the child. */
export type RunnerRequest =
  | {
      readonly type: 'run';
      /** What test hosts load. */
      readonly plugin: unknown;
      /** Files that changed since the last run, absolute. */
      readonly changed: readonly string[];
      /** Whether tests reach real servers, and recordings are written anew. */
      readonly record: boolean;
    }
  | { readonly type: 'close' };

/** One line of a stack. */
export interface StackFrame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something that was thrown in a test, a hook, or outside of both. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly diff?: string;
  /** Mapped to the author's source; innermost first. */
  readonly frames: readonly StackFrame[];
  /** The problems of a `PlexiError`. */
  readonly diagnostics?: readonly Diagnostic[];
  readonly cause?: string;
}

/** A test that has begun. */
export interface StartedTest {
  readonly name: string;
  readonly timeoutMs: number;
  readonly line?: number;
  readonly column?: number;
}

/** One test of the author's. */
export interface AuthorTest {
  readonly name: string;
  readonly state: TestState;
  readonly durationMs: number;
  readonly line?: number;
  readonly column?: number;
  readonly failures: readonly Failure[];
  /** What happened in its hosts, where that is asked for. */
  readonly timeline?: readonly TimelineEntry[];
}

/** One test file, run to its end. */
export interface AuthorFile {
  /** Absolute. */
  readonly file: string;
  readonly durationMs: number;
  readonly tests: readonly AuthorTest[];
  /** What kept the file from loading. */
  readonly failures: readonly Failure[];
  /** What failed in hooks around groups of tests; the file itself is a group too. */
  readonly hookFailures: readonly { readonly group: string; readonly failure: Failure }[];
  /** The first `.only` in the file, when it hid a test. */
  readonly only?: StackFrame;
}

/** What the child tells its parent. */
export type RunnerEvent =
  | { readonly type: 'broken'; readonly failure: Failure }
  | { readonly type: 'run-started'; readonly files: readonly string[] }
  | { readonly type: 'file-started'; readonly file: string }
  | { readonly type: 'test-started'; readonly file: string; readonly test: StartedTest }
  | { readonly type: 'test-ended'; readonly file: string; readonly test: AuthorTest }
  | { readonly type: 'file-ended'; readonly file: AuthorFile }
  | { readonly type: 'used'; readonly use: PluginUse }
  | { readonly type: 'output'; readonly text: string }
  | { readonly type: 'run-ended'; readonly failures: readonly Failure[] };

/** What a test leaves for the parent: in its `meta`, where vitest carries it from its thread. */
export interface TestTrace {
  /** What its hosts have made of the plugin; only where that is recorded. */
  readonly uses?: readonly PluginUse[];
  /** What happened in them; only where it is asked for. */
  readonly timeline?: readonly TimelineEntry[];
}

/** The key of the {@link TestTrace} in a test's `meta`. */
export const TRACE = 'plexiTrace';
