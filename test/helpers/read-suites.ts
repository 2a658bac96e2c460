import type { TestSuite } from '../../src/core/test-report/test-report.ts';

/** Everything that a run of test files has to say, once it is over. */
export async function readSuites(suites: AsyncIterable<TestSuite>): Promise<readonly TestSuite[]> {
  const all: TestSuite[] = [];
  for await (const suite of suites) all.push(suite);
  return all;
}
