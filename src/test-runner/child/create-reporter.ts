import { readFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { TRACE, type AuthorFile, type AuthorTest, type Failure, type RunnerEvent, type StackFrame, type TestTrace } from '../protocol.ts';
import { readFailure } from './read-failure.ts';

/**
 * Makes a reporter for vitest that passes every result on as data.
 *
 * @param syntaxFailures - Why a file could not be transformed, by file: vitest itself knows no position.
 */
export function createReporter(send: (event: RunnerEvent) => void, syntaxFailures: ReadonlyMap<string, Failure>): Reporter {
  return {
    onUserConsoleLog: ({ content }) => {
      send({ type: 'output', text: content });
    },
    onTestModuleQueued: ({ moduleId }) => {
      send({ type: 'file-started', file: moduleId });
    },
    onTestCaseReady: (test) => {
      const timeoutMs = test.options.timeout ?? test.project.config.testTimeout;
      send({ type: 'test-started', file: test.module.moduleId, test: { name: nameTest(test), timeoutMs, ...test.location } });
    },
    onTestCaseResult: (test) => {
      for (const use of readTrace(test).uses ?? []) send({ type: 'used', use });
      send({ type: 'test-ended', file: test.module.moduleId, test: readTest(test) });
    },
    onTestModuleEnd: (module) => {
      send({ type: 'file-ended', file: readFile(module, syntaxFailures.get(module.moduleId)) });
    },
  };
}

function readFile(module: TestModule, syntaxFailure: Failure | undefined): AuthorFile {
  const tests = [...module.children.allTests()].map(readTest);
  const own = module.errors().map(readFailure);
  const isLoaded = tests.length > 0;
  const { duration, collectDuration } = module.diagnostic();
  const only = tests.some(({ state }) => state === 'skipped') ? findOnly(module.moduleId) : undefined;
  return {
    file: module.moduleId,
    durationMs: duration + collectDuration,
    tests,
    failures: isLoaded ? [] : syntaxFailure !== undefined ? [syntaxFailure] : own,
    hookFailures: [
      ...(isLoaded ? own : []).map((failure) => ({ group: module.relativeModuleId, failure })),
      ...[...module.children.allSuites()].flatMap((group) => group.errors().map((error) => ({ group: group.fullName, failure: readFailure(error) }))),
    ],
    ...(only !== undefined && { only }),
  };
}

function readTest(test: TestCase): AuthorTest {
  const { state, errors } = test.result();
  const { timeline } = readTrace(test);
  const idle = test.options.mode === 'todo' ? 'todo' : 'skipped';
  return {
    name: nameTest(test),
    state: state === 'passed' || state === 'failed' ? state : idle,
    durationMs: test.diagnostic()?.duration ?? 0,
    failures: (errors ?? []).map(readFailure),
    ...(timeline && { timeline }),
    ...test.location,
  };
}

function readTrace(test: TestCase): TestTrace {
  return (test.meta() as { readonly [TRACE]?: TestTrace })[TRACE] ?? {};
}

function nameTest(test: TestCase): string {
  const names = [test.name];
  for (let group = test.parent; group.type === 'suite'; group = group.parent) names.unshift(group.name);
  return names.join(' › ');
}

// Vitest forgets which tests were marked once it has chosen what to run.
function findOnly(file: string): StackFrame | undefined {
  const text = readFileSync(file, 'utf8');
  const found = /^[ \t]*(?:test|it|describe|suite)(?:\.\w+)*\.(?=only\b)/m.exec(text);
  if (found === null) return undefined;
  const before = text.slice(0, found.index + found[0].length).split('\n');
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
