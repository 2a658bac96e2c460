import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { TestReport } from '../../../src/operations/test-session.ts';
import { parseXml } from '../../helpers/parse-xml.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { createFolder, writeFiles } from '../../helpers/temporary-folder.ts';
import { createPlugin } from './create-plugin.ts';

const GREEN = `import { createTestHost, expect, test } from 'plexi-plugin/testing';
test('knows the weather', async () => {
  const host = await createTestHost();
  await host.receive('!weather');
  expect(host).toHaveSentMessage('Sunny');
});
`;

describe('plexi-plugin test', () => {
  test('a new plugin passes: exit code 0, one line for each suite, and nothing is left in its folder', async () => {
    const parent = await createFolder({});
    await runCli(['init', 'hello', '--kind', 'message-processor', '--name', 'hello', '--yes', '--no-install'], { cwd: parent });
    const list = async (): Promise<readonly string[]> => {
      const paths = await readdir(join(parent, 'hello'), { recursive: true });
      // The tool is linked there, and lives its own life.
      return paths.filter((path) => !path.startsWith(join('node_modules', 'plexi-plugin')));
    };
    const before = await list();
    const { code, stdout, stderr } = await runCli(['test', '--cwd', 'hello'], { cwd: parent });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').map((line) => line.replace(/ {2}\d.*/, '').replace(/: .* in .*/, ''))).toEqual([
      '✓  contract: message-processor', '✓  selfTest', '✓  tests/parse-command.test.ts', '✓  tests/thanks.test.ts', 'test passed', '',
    ]);
    expect(await list()).toEqual(before);
  });

  test('--json holds every suite and test with state, time and problems; paths are absolute', async () => {
    const folder = await createPlugin({ 'tests/a.test.ts': `${GREEN}test('fails', () => expect(1).toBe(2));\n` });
    const { code, json } = await runCli(['test', '--json'], { cwd: folder });
    expect(code).toBe(1);
    const report = json.result as TestReport;
    expect(report).toMatchObject({ plugin: { name: 'weather', version: '1.0.0' }, failed: 1, skipped: 0, durationMs: expect.any(Number) as number });
    const file = join(folder, 'tests/a.test.ts');
    expect(report.suites.map(({ type, name }) => [type, name])).toEqual([['contract', 'contract: message-processor'], ['file', 'tests/a.test.ts']]);
    expect(report.suites[1]?.tests).toMatchObject([
      { name: 'knows the weather', state: 'passed', problems: [], file, line: 2 },
      { name: 'fails', state: 'failed', problems: [{ code: 'PLX4200', file, line: 7, column: 31, details: ['- Expected', '+ Received', '', '- 2', '+ 1'] }] },
    ]);
    expect(json).toMatchObject({ ok: false, diagnostics: [{ code: 'PLX4200', file, line: 7 }] });
  });

  test('--junit writes XML beside what is printed; the path is relative to the shell’s folder', async () => {
    const folder = await createPlugin({ 'tests/a.test.ts': `${GREEN}test('fails <&"\\u0000\\ud800', () => expect('\\u001b').toBe(2));\n` });
    const parent = await createFolder({});
    await runCli(['test', '--cwd', folder, '--junit', 'reports/junit.xml'], { cwd: parent });
    const root = parseXml(await readFile(join(parent, 'reports/junit.xml'), 'utf8'));
    expect(root.attributes).toMatchObject({ name: 'weather', failures: '1', errors: '0', skipped: '0' });
    expect(root.children[1]?.children.map(({ attributes }) => attributes['name'])).toEqual(['knows the weather', 'fails <&"\\u{0}\\u{d800}']);
  });

  for (const [flag, target] of [['--junit', 'plugin.json'], ['--html', 'src'], ['--coverage-dir', 'plugin.json']] as const) {
    const path = flag === '--html' ? target : `${target}/deeper`;
    test(`${flag} with a path that cannot be written is refused before anything runs`, async () => {
      const folder = await createPlugin({ 'tests/a.test.ts': GREEN });
      const before = await readdir(folder, { recursive: true });
      const { code, stdout, stderr } = await runCli(['test', flag, path], { cwd: folder });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(`error PLX0008: the file system refused to ${flag === '--html' ? 'open' : 'mkdir'} "${join(folder, target)}`);
      expect(await readdir(folder, { recursive: true })).toEqual(before);
    });
  }

  test('test files see the environment without what is plexi-plugin’s own', async () => {
    const folder = await createPlugin({
      'tests/env.test.ts': `import { expect, test } from 'plexi-plugin/testing';
import { execFileSync } from 'node:child_process';
test('secrets', () => {
  const { PLEXI_SIGNING_KEY, PLEXI_TOKEN, MINE } = process.env;
  expect({ PLEXI_SIGNING_KEY, PLEXI_TOKEN, MINE }).toEqual({ MINE: 'visible' });
  expect(execFileSync(process.execPath, ['-p', 'JSON.stringify(process.env)'], { encoding: 'utf8' })).not.toContain('secret');
});
`,
    });
    const env = { PLEXI_SIGNING_KEY: 'secret', PLEXI_TOKEN: 'secret', PLEXI_REGISTRY: 'https://user:secret@example.com', MINE: 'visible' };
    expect(await runCli(['test'], { cwd: folder, env })).toMatchObject({ code: 0, stderr: '' });
  });

  test('decorators work in the plugin and in its test files', async () => {
    const decorator = `export function twice<This, Args extends unknown[]>(method: (this: This, ...args: Args) => Promise<void>, _context: ClassMethodDecoratorContext) {
  return async function (this: This, ...args: Args): Promise<void> {
    await method.apply(this, args);
    await method.apply(this, args);
  };
}
`;
    const folder = await createPlugin({
      'src/twice.ts': decorator,
      'src/index.ts': `import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
import { twice } from './twice.ts';
export default class Weather extends MessageProcessor {
  @twice
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    if (message.content === '!weather') await this.messages.reply(message, 'Sunny');
  }
}
`,
      'tests/a.test.ts': `import { createTestHost, expect, test } from 'plexi-plugin/testing';
import { twice } from '../src/twice.ts';
class Counter {
  count = 0;
  @twice async add(): Promise<void> { this.count += 1; }
}
test('both', async () => {
  const counter = new Counter();
  await counter.add();
  const host = await createTestHost();
  await host.receive('!weather');
  expect([counter.count, host.sentMessages.length]).toEqual([2, 2]);
});
`,
    });
    expect(await runCli(['test'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' });
  });

  test('--packed tests the code of the archive, with the tests of the folder where it is the same plugin', async () => {
    const folder = await createPlugin({ 'tests/a.test.ts': GREEN, LICENSE: 'MIT', 'README.md': '# Weather' });
    await runCli(['pack', '--no-sign', '-o', 'weather.plx'], { cwd: folder });
    const code = await readFile(join(folder, 'src/index.ts'), 'utf8');
    await writeFiles(folder, { 'src/index.ts': code.replace('Sunny', 'Rain') });
    expect((await runCli(['test'], { cwd: folder })).code).toBe(1);
    const packed = await runCli(['test', '--packed', 'weather.plx', '--json'], { cwd: folder });
    expect(packed).toMatchObject({ code: 0, json: { result: { failed: 0, suites: [{}, { name: 'tests/a.test.ts' }] } } });
    const elsewhere = await runCli(['test', '--packed', join(folder, 'weather.plx'), '--json'], { cwd: await createFolder({}) });
    expect(elsewhere).toMatchObject({ code: 0, json: { ok: true, result: { suites: [{ type: 'contract' }] }, diagnostics: [{ code: 'PLX4215' }] } });
  });

  test('--packed refuses an archive that is not in order', async () => {
    const folder = await createFolder({ 'weather.plx': 'not a tar' });
    expect(await runCli(['test', '--packed', 'weather.plx'], { cwd: folder })).toMatchObject({ code: 13 });
  });

  test('a plugin that cannot be read is a problem of the plugin, not of its tests', async () => {
    const folder = await createPlugin({ 'plugin.json': '{ "name": "weather" }' });
    const { code, json } = await runCli(['test', '--json'], { cwd: folder });
    expect(code).toBe(1);
    expect(json.result).toBeNull();
    expect(json.diagnostics[0]?.code).toMatch(/^PLX11/);
  });

  test('--update stores snapshots anew; without it one that differs fails with its difference', async () => {
    const folder = await createPlugin({
      'tests/a.test.ts': `import { expect, test } from 'plexi-plugin/testing';\ntest('snap', () => expect('new').toMatchSnapshot());\n`,
      'tests/__snapshots__/a.test.ts.snap': '// Vitest Snapshot v1, https://vitest.dev/guide/snapshot.html\n\nexports[`snap 1`] = `"old"`;\n',
    });
    const first = await runCli(['test', '--json'], { cwd: folder });
    expect(first.json.diagnostics).toMatchObject([{ code: 'PLX4204', line: 2, details: ['Expected: ""old""', 'Received: ""new""'] }]);
    expect((await runCli(['test', '--update'], { cwd: folder })).code).toBe(0);
    expect((await runCli(['test'], { cwd: folder })).code).toBe(0);
  });

  test('concurrent tests have hosts of their own when they give their context, and are told so when they do not', async () => {
    const folder = await createPlugin({
      'tests/a.test.ts': `import { createTestHost, expect, test } from 'plexi-plugin/testing';
for (const count of [3, 2, 1]) {
  test.concurrent(String(count), async (context) => {
    await new Promise((resolve) => setTimeout(resolve, count * 20));
    const host = await createTestHost({ context });
    for (let sent = 0; sent < count; sent++) await host.receive('!weather');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await host.receive('!weather');
    expect(host.sentMessages).toHaveLength(count + 1);
  });
}
test.concurrent('anonymous', async () => { await createTestHost(); });
`,
    });
    const { json } = await runCli(['test', '--json'], { cwd: folder });
    expect(json.diagnostics).toMatchObject([{ code: 'PLX4216', line: 12 }]);
  });

  test('a bare vitest runs the same files: the plugin is bundled for it', async () => {
    const folder = await createPlugin({ 'tests/a.test.ts': GREEN });
    const root = join(import.meta.dirname, '../../..');
    await mkdir(join(folder, 'node_modules'));
    await symlink(root, join(folder, 'node_modules/plexi-plugin'), 'junction');
    const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run'], { cwd: folder });
    expect(stdout).toMatch(/Tests.*1 passed/);
  });

  test('two runs print the same, but for the times', async () => {
    const slow = `import { test } from 'plexi-plugin/testing';\ntest('slow', () => new Promise((resolve) => setTimeout(resolve, 200)));\n`;
    const folder = await createPlugin({ 'tests/b.test.ts': GREEN, 'tests/a.test.ts': slow, 'tests/sub/c.test.ts': GREEN });
    const runs = [await runCli(['test'], { cwd: folder }), await runCli(['test'], { cwd: folder })];
    const [first, second] = runs.map(({ stdout }) => stdout.replace(/\d+(\.\d+)? m?s/g, ''));
    expect(first).toBe(second);
    expect(first).toMatch(/a\.test\.ts.*\n.*b\.test\.ts.*\n.*sub\/c\.test\.ts/);
  });
});
