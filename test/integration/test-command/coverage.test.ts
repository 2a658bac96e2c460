import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testPlugin, type TestRequest } from '../../../src/operations/test-plugin.ts';
import type { TestReport } from '../../../src/operations/test-session.ts';
import { createPlatform } from '../../../src/platform/create-platform.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { createPlugin, MANIFEST } from './create-plugin.ts';

const SKY = `/** How the sky looks. */
export function describeSky(clouds: number): string {
  if (clouds > 5) {
    return clouds > 8 ? 'Grey' : 'Cloudy';
  }
  const words = clouds > 2 ? 'Sunny, mostly' : 'Sunny';
  return words;
}

export function neverCalled(): string {
  return 'never';
}
`;

const CODE = `import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
import { describeSky, neverCalled } from './sky.ts';

export default class Weather extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    if (message.content === 'weather' + String(1)) await this.messages.reply(message, describeSky(1));
    if (message.content === 'weather' + String(3)) await this.messages.reply(message, describeSky(3));
    if (message.content === 'weather' + String(9)) await this.messages.reply(message, neverCalled());
  }
}
`;

const TEST = `import { createTestHost, expect, test } from 'plexi-plugin/testing';
test('knows the weather', async () => {
  const host = await createTestHost();
  await host.receive('weather1');
  expect(host).toHaveSentMessage('Sunny');
});
`;

// Two permissions too many.
const SPARE = JSON.stringify({ ...MANIFEST, permissions: [...MANIFEST.permissions, 'files.read', 'calls.write'] }, null, 2);

const FILES = { 'src/index.ts': CODE, 'src/sky.ts': SKY, 'tests/a.test.ts': TEST };

async function runTests(directory: string, request: Partial<TestRequest>): Promise<TestReport> {
  const report = await testPlugin({ directory, seed: '1', fuzz: '2', ...request }, createPlatform({ cwd: directory }));
  if (report === undefined) throw new Error('there is no report');
  return report;
}

describe('test --coverage', () => {
  test('names exactly the lines and branches that never ran, over test files and transcripts', async () => {
    const directory = await createPlugin({ ...FILES, 'plugin.json': SPARE, 'tests/b.chat': '== mostly\nada: weather3\nplugin: Sunny, mostly\n' });
    const report = await runTests(directory, { coverage: true });
    expect(report.failed).toBe(0);
    expect(report.coverage).toMatchObject({
      files: [
        { path: 'src/index.ts', statements: { covered: 5, total: 6 }, branches: { covered: 5, total: 6 }, functions: { covered: 1, total: 1 }, lines: { covered: 3, total: 3 }, uncoveredLines: [] },
        { path: 'src/sky.ts', statements: { covered: 3, total: 5 }, branches: { covered: 3, total: 6 }, functions: { covered: 1, total: 2 }, uncoveredLines: [4, 11] },
      ],
      offers: [{ entry: 'src/index.ts', type: 'hook', name: 'onMessageReceived' }],
      permissions: [{ permission: 'messages.read' }, { permission: 'messages.write' }, { permission: 'files.read' }, { permission: 'calls.write' }],
    });
    for (const used of [...(report.coverage?.offers ?? [])]) expect(used.calls).toBeGreaterThan(0);
    expect(report.coverage?.permissions.map(({ allowed }) => allowed > 0)).toEqual([true, true, false, false]);
    expect(report.diagnostics).toMatchObject([{ code: 'PLX1219', severity: 'info', message: 'neither the code nor a test uses "files.read" or "calls.write"', file: join(directory, 'plugin.json') }]);
    const { line = 0, column = 0 } = report.diagnostics[0] ?? {};
    expect(SPARE.split('\n')[line - 1]?.slice(column - 1)).toMatch(/^"files\.read"/);
  });

  test('--coverage-min fails the run where it is not reached, and names where most is missing', async () => {
    const directory = await createPlugin(FILES);
    const { code, json } = await runCli(['test', '--coverage-min', '99', '--fuzz', '1', '--json'], { cwd: directory });
    expect({ code, ok: json.ok }).toEqual({ code: 1, ok: false });
    expect(json.diagnostics).toMatchObject([{ code: 'PLX4470', file: join(directory, 'src/sky.ts'), line: 4 }]);
    expect(json.result).toMatchObject({ failed: 0, coverage: { functions: { covered: 2, total: 3 } } });
    for (const wrong of ['101', '-1', 'much']) await expect(runTests(directory, { coverageMin: wrong })).rejects.toThrowCode('PLX0003');
  });

  test('--coverage-dir writes files that others read; they agree with the report', async () => {
    const directory = await createPlugin(FILES);
    const report = await runTests(directory, { coverageDir: 'reports/coverage' });
    const lcov = await readFile(join(directory, 'reports/coverage/lcov.info'), 'utf8');
    expect(lcov.split('\n').filter((line) => /^(?:SF|DA:\d+,0$)/.test(line))).toEqual(['SF:src/index.ts', 'SF:src/sky.ts', 'DA:4,0', 'DA:11,0']);
    const json = JSON.parse(await readFile(join(directory, 'reports/coverage/coverage-final.json'), 'utf8')) as Readonly<Record<string, { readonly s: Readonly<Record<string, number>> }>>;
    const counts = Object.values(json[join(directory, 'src/sky.ts')]?.s ?? {});
    expect({ covered: counts.filter((count) => count > 0).length, total: counts.length }).toEqual(report.coverage?.files[1]?.statements);
  });

  test('changes nothing about what passes and fails: places, problems and texts are those of the run without it', async () => {
    const broken = CODE.replace("'weather' + String(1)", "message.content && 'weather1'").replace('describeSky(1)', '(null as never as typeof message).content');
    const directory = await createPlugin({ ...FILES, 'src/index.ts': broken });
    const [plain, counted] = [await runTests(directory, {}), await runTests(directory, { coverage: true })];
    const problems = ({ suites }: TestReport): unknown => suites.map(({ name, tests }) => [name, tests.map(({ name: test, state, problems: found }) => [test, state, found])]);
    expect(problems(counted)).toEqual(problems(plain));
    expect(plain.failed).toBeGreaterThan(0);
    expect(plain.coverage).toBeUndefined();
    expect(counted.diagnostics.filter(({ code }) => code === 'PLX4472')).toEqual([]);
  });

  test('what a test prints is printed once, and archives are counted as folders are', async () => {
    const directory = await createPlugin({ ...FILES, LICENSE: 'MIT', 'README.md': '# Weather', 'tests/a.test.ts': TEST.replace('const host', "console.log('once');\n  const host") });
    await runCli(['pack', '--no-sign', '-o', 'weather.plx'], { cwd: directory });
    const printed: string[] = [];
    const report = await runTests(directory, { packed: 'weather.plx', coverage: true, onOutput: (text) => printed.push(text) });
    expect(printed.join('').match(/once/g)).toHaveLength(1);
    expect(report.coverage?.files.map(({ path, uncoveredLines }) => [path, uncoveredLines])).toEqual([['src/index.ts', []], ['src/sky.ts', [4, 11]]]);
  });

  test('a test that is too slow for counters is told apart from one that fails', async () => {
    // Stands for a test at the edge of a limit: it passes the first time it is run, and no more.
    const once = `import { existsSync, writeFileSync } from 'node:fs';\nimport { createTestHost, expect, test } from 'plexi-plugin/testing';
test('passes once', async () => {
  await createTestHost();
  const isSecond = existsSync('second');
  writeFileSync('second', '');
  expect(isSecond).toBe(false);
});
`;
    const directory = await createPlugin({ ...FILES, 'tests/a.test.ts': once });
    const report = await runTests(directory, { coverage: true });
    expect(report.failed).toBe(0);
    expect(report.diagnostics).toMatchObject([{ code: 'PLX4472', severity: 'warning', file: join(directory, 'tests/a.test.ts'), line: 7 }]);
  });
});

test('a plugin without a source map cannot be counted', async () => {
  const { startCounting } = await import('../../../src/operations/count-coverage.ts');
  const engine = { name: 'none', start: () => Promise.reject(new Error('not started')), close: () => Promise.resolve() };
  const manifest = { name: 'weather', version: '1.0.0', description: '', author: '', type: 'message-processor' as const, entry_point: 'src/index.ts' };
  const plugin = { source: { manifest, code: '(() => {})();' }, manifestFile: '/p/plugin.json' };
  await expect(startCounting(plugin, engine)).rejects.toThrowCode('PLX4471');
  await expect(startCounting({ ...plugin, source: { ...plugin.source, sourceMap: '{' } }, engine)).rejects.toThrowCode('PLX4471');
});
