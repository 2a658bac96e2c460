import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listProblems, type TestSuite } from '../../../src/core/test-report/test-report.ts';
import { startVitest, type VitestOptions } from '../../../src/test-runner/start-vitest.ts';
import { readSuites } from '../../helpers/read-suites.ts';
import { createFolder, writeFiles } from '../../helpers/temporary-folder.ts';

const toolRoot = join(import.meta.dirname, '../../..');

async function runFiles(files: Readonly<Record<string, string>>, changes: Partial<VitestOptions> = {}): Promise<{ suites: readonly TestSuite[]; printed: string; directory: string }> {
  const directory = await createFolder(files);
  let printed = '';
  const vitest = startVitest({
    directory,
    toolRoot,
    update: false,
   
    env: process.env,
    signal: new AbortController().signal,
    onOutput: (text) => (printed += text),
    ...changes,
  });
  try {
    return { suites: await readSuites(vitest.run({ plugin: undefined })), printed, directory };
  } finally {
    await vitest.close();
  }
}

const inTest = (body: string): Record<string, string> => ({ 'tests/a.test.ts': `import { expect, test } from 'vitest';\ntest('first', () => {});\ntest('second', async () => {\n${body}\n});\n` });

describe('the process for test files', () => {
  const BROKEN = [
    ['throws a text', `throw 'no';`, 'PLX4200', 3],
    ['calls process.exit', `process.exit(0);`, 'PLX4200', 4],
    ['waits for ever', `await new Promise(() => {}); }, 50); test('third', () => {`, 'PLX4200', 3],
    ['kills the process', `process.kill(process.pid, 'SIGKILL'); for (;;);`, 'PLX4205', undefined],
    ['never gives control back', `for (;;); }, 50); test('third', () => {`, 'PLX4206', undefined],
    ['throws in a timer', `setTimeout(() => { throw new Error('late'); }); await new Promise((resolve) => setTimeout(resolve, 50));`, 'PLX4208', 4],
  ] as const;
  for (const [what, body, code, line] of BROKEN) {
    test(`reports a test that ${what}: ${code}`, async () => {
      const { suites, directory } = await runFiles(inTest(body), { patienceMs: code === 'PLX4206' ? 8_000 : 30_000 });
      expect(listProblems(suites)).toMatchObject([{ code, severity: 'error', file: join(directory, 'tests/a.test.ts'), ...(line !== undefined && { line }) }]);
    });
  }

  test('runs no test files: no suites', async () => {
    expect((await runFiles({ 'src/a.test.ts': `throw new Error('not a test file by default')` })).suites).toEqual([]);
  });

  test('passes on what tests print', async () => {
    const { printed } = await runFiles(inTest(`console.log('from the test'); process.stdout.write('and raw\\n');`));
    expect(printed.split('\n').sort()).toEqual(['', 'and raw', 'from the test']);
  });

  test('obeys the author’s configuration, though vitest is not installed there', async () => {
    const { suites } = await runFiles({
      'vitest.config.ts': `import { defineConfig } from 'vitest/config';
export default defineConfig(async ({ mode }) => ({
  define: { __MODE__: JSON.stringify(mode) },
  resolve: { alias: { '@answer': new URL('./lib/answer.ts', import.meta.url).pathname } },
  test: { include: ['checks/*.check.ts'], setupFiles: ['./lib/setup.ts'], testTimeout: 50 },
}));
`,
      'lib/answer.ts': 'export const answer: number = 42;',
      'lib/setup.ts': '(globalThis as Record<string, unknown>).ready = true;',
      'checks/a.check.ts': `import { answer } from '@answer';
import { expect, test } from 'vitest';
declare const __MODE__: string;
test('all', () => expect([answer, (globalThis as Record<string, unknown>).ready, __MODE__]).toEqual([42, true, 'test']));
test('too slow', () => new Promise((resolve) => setTimeout(resolve, 1_000)));
`,
    });
    expect(suites).toMatchObject([{ name: 'checks/a.check.ts', tests: [{ name: 'all', state: 'passed' }, { name: 'too slow', state: 'failed' }] }]);
  });

  test('says where a configuration is wrong', async () => {
    const { suites, directory } = await runFiles({ 'vitest.config.ts': 'export default {\n  test: {,\n};' });
    expect(listProblems(suites)).toMatchObject([{ code: 'PLX4207', file: join(directory, 'vitest.config.ts'), line: 2 }]);
  });

  test('ends at once when it is interrupted', async () => {
    const interrupt = new AbortController();
    const started = Date.now();
    setTimeout(() => { interrupt.abort(); }, 800);
    await runFiles(inTest(`await new Promise((resolve) => setTimeout(resolve, 60_000));`), { signal: interrupt.signal });
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  test('tells each file as soon as it is through, by path, when there will be more runs', async () => {
    const directory = await createFolder({
      'tests/a.test.ts': `import { test } from 'vitest';\ntest('quick', () => {});\n`,
      'tests/b.test.ts': `import { existsSync } from 'node:fs';\nimport { test } from 'vitest';\ntest('waits to be told of the first', async () => { while (!existsSync('told')) await new Promise((resolve) => setTimeout(resolve, 10)); });\n`,
    });
    const vitest = startVitest({ directory, toolRoot, update: false, watch: true, env: process.env, signal: new AbortController().signal, onOutput: () => {} });
    try {
      // The second time, both files run in threads that were started beforehand.
      for (let round = 0; round < 2; round++) {
        const told: string[] = [];
        for await (const { name, tests } of vitest.run({ plugin: undefined })) {
          told.push(`${name} ${tests[0]?.state}`);
          await writeFiles(directory, { told: '' });
        }
        expect(told).toEqual(['tests/a.test.ts passed', 'tests/b.test.ts passed']);
        await rm(join(directory, 'told'));
      }
    } finally {
      await vitest.close();
    }
  });

  test('runs again with changed files, and forgets the old ones', async () => {
    const directory = await createFolder({ 'src/value.ts': 'export const value = 1;', 'tests/a.test.ts': `import { expect, test } from 'vitest';\nimport { value } from '../src/value.ts';\ntest('is two', () => expect(value).toBe(2));\n` });
    const vitest = startVitest({ directory, toolRoot, update: false, env: process.env, signal: new AbortController().signal, onOutput: () => {} });
    try {
      expect(listProblems(await readSuites(vitest.run({ plugin: undefined })))).toHaveLength(1);
      await writeFiles(directory, { 'src/value.ts': 'export const value = 2;', 'tests/b.test.ts': `import { test } from 'vitest';\ntest('new', () => {});\n` });
      const again = await readSuites(vitest.run({ plugin: undefined, changed: [join(directory, 'src/value.ts'), join(directory, 'tests/b.test.ts')] }));
      expect(again.map(({ name, tests }) => [name, tests[0]?.state])).toEqual([['tests/a.test.ts', 'passed'], ['tests/b.test.ts', 'passed']]);
    } finally {
      await vitest.close();
    }
  });
});
