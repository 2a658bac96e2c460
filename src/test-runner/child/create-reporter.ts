import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import type { AuthorFile, AuthorTest, Failure, RunnerEvent, StackFrame } from '../protocol.ts';
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
      send({ type: 'test-started', file: test.module.moduleId, name: nameTest(test), timeoutMs });
    },
    onTestCaseResult: (test) => {
      send({ type: 'test-ended', file: test.module.moduleId, test: readTest(test) });
    },
    onTestModuleEnd: (module) => {
      send({ type: 'file-ended', file: readFile(module, syntaxFailures.get(module.moduleId)) });
    },
    onTestRunEnd: (_modules, unhandled) => {
      send({ type: 'run-ended', failures: unhandled.map(readFailure) });
    },
  };
}

function readFile(module: TestModule, syntaxFailure: Failure | undefined): AuthorFile {
  const groups = [...module.children.allSuites()];
  const failures = [...module.errors(), ...groups.flatMap((group) => group.errors())].map(readFailure);
  const { duration, collectDuration } = module.diagnostic();
  return {
    file: module.moduleId,
    durationMs: duration + collectDuration,
    tests: [...module.children.allTests()].map(readTest),
    failures: syntaxFailure !== undefined && failures.length > 0 ? [syntaxFailure] : failures,
    only: [...groups, ...module.children.allTests()].filter(isOnly).map((task) => locate(task, module.moduleId)),
  };
}

function readTest(test: TestCase): AuthorTest {
  const { state, errors } = test.result();
  const idle = test.options.mode === 'todo' ? 'todo' : 'skipped';
  return {
    name: nameTest(test),
    state: state === 'passed' || state === 'failed' ? state : idle,
    durationMs: test.diagnostic()?.duration ?? 0,
    failures: (errors ?? []).map(readFailure),
    ...test.location,
  };
}

function nameTest(test: TestCase): string {
  const names = [test.name];
  for (let group = test.parent; group.type === 'suite'; group = group.parent) names.unshift(group.name);
  return names.join(' › ');
}

// vitest marks a group as narrowed when one of its tests is: only what says so itself counts.
function isOnly(task: TestCase | TestSuite): boolean {
  return task.options.mode === 'only';
}

function locate(task: TestCase | TestSuite, file: string): StackFrame {
  return { file, line: task.location?.line ?? 1, column: task.location?.column ?? 1 };
}
