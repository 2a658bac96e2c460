import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { CLI } from '../../helpers/run-cli.ts';
import { writeFiles } from '../../helpers/temporary-folder.ts';
import { createPlugin } from './create-plugin.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** The command line while it runs: what it has printed so far, and how it ended. */
function start(args: readonly string[], cwd: string) {
  const child = spawn(process.execPath, [CLI, 'test', ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let text = '';
  let unread = 0;
  let wake: () => void = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      wake();
    });
  }
  return {
    child,
    ended: new Promise<number | null>((resolve) => child.on('close', resolve)),
    /** Waits until a line like this is printed, after those that were waited for before. */
    seen: async (pattern: RegExp): Promise<string> => {
      for (;;) {
        const found = pattern.exec(text.slice(unread));
        if (found !== null) {
          unread += found.index + found[0].length;
          return found[0];
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

const FAILING = `import { createTestHost, expect, test } from 'plexi-plugin/testing';
test('knows the weather', async () => {
  const host = await createTestHost();
  await host.receive('!weather');
  expect(host).toHaveSentMessage('Rain');
});
`;

describe('plexi-plugin test --watch', () => {
  test('tests again after each change of the plugin, of its tests and of its manifest, until Ctrl-C', async () => {
    const folder = await createPlugin({ 'tests/a.test.ts': FAILING });
    const { child, ended, seen } = start(['--watch'], folder);
    expect(await seen(/test (passed|failed): .*/)).toContain('1 failed');
    await writeFiles(folder, { 'tests/a.test.ts': FAILING.replace('Rain', 'Sunny') });
    expect(await seen(/test (passed|failed): .*/)).not.toContain('failed');
    await writeFiles(folder, { 'src/index.ts': 'const = 1;' });
    expect(await seen(/error PLX13\d\d.*/)).toContain('PLX13');
    await writeFiles(folder, { 'src/index.ts': `import { MessageProcessor } from 'plexi-plugin/sdk';\nexport default class Silent extends MessageProcessor { override onMessageReceived(): void {} }\n` });
    expect(await seen(/test (passed|failed): .*/)).toContain('1 failed');
    await writeFiles(folder, { 'plugin.json': '{}' });
    await seen(/error PLX11\d\d.*/);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    // Four runs of everything, on a machine that does other things as well.
  }, 180_000);

  test('lives on when a test brings its process down', async () => {
    const folder = await createPlugin({ 'tests/a.test.ts': `import { test } from 'plexi-plugin/testing';\ntest('kills', () => { process.kill(process.pid, 'SIGKILL'); for (;;); });\n` });
    const { child, ended, seen } = start(['--watch'], folder);
    await seen(/test failed: .*/);
    await writeFiles(folder, { 'tests/a.test.ts': FAILING.replace('Rain', 'Sunny') });
    expect(await seen(/test (passed|failed): .*/)).not.toContain('failed');
    child.kill('SIGINT');
    expect(await ended).toBe(130);
  });
});

describe('Ctrl-C', () => {
  test('ends a run at once, with exit code 130, and takes the process for test files with it', async () => {
    const folder = await createPlugin({ 'tests/a.test.ts': `import { test } from 'plexi-plugin/testing';\ntest('long', async () => {\n  console.log(\`running as \${process.pid}.\`);\n  await new Promise((resolve) => setTimeout(resolve, 60_000));\n}, 90_000);\n` });
    const { child, ended, seen } = start([], folder);
    const pid = Number(/\d+/.exec(await seen(/running as \d+\./))?.[0]);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
