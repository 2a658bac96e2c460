import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { CLI, runCli } from '../helpers/run-cli.ts';
import { createFolder, writeFiles } from '../helpers/temporary-folder.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await createFolder({});
  await runCli(['init', 'tasks', '--kind', 'cli', '--name', 'tasks', '--yes', '--no-install'], { cwd });
  await runCli(['init', 'thanks', '--kind', 'message-processor', '--name', 'thanks', '--yes', '--no-install'], { cwd });
}, 60_000);

const run = (...args: readonly string[]) => runCli(['run', ...args], { cwd, env: { PLEXI_HOME: join(cwd, 'home') } });

describe('plexi-plugin run', () => {
  test('lists the commands of a plugin by category', async () => {
    const { code, stdout, stderr } = await run('tasks', '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      [
        'tasks',
        '  task add    Put a task on the list.',
        '  task clear  Remove every task. (dangerous)',
        '  task done   Mark a task as done.',
        '  task list   Show the list.',
        '',
      ].join('\n'),
    );
    expect((await run('tasks')).stdout).toBe(stdout);
  });

  test('shows the help of one command, and finds commands by word', async () => {
    expect((await run('tasks', 'task', 'done', '--help')).stdout).toMatch(/^task done NUMBER\nMark a task as done\.\n/);
    expect((await run('tasks', '--search', 'mark')).stdout).toBe('tasks\n  task done  Mark a task as done.\n');
  });

  test('runs a command: its lines, its exit code, and what it keeps with --data', async () => {
    const added = await run('--data', 'kept', 'tasks', 'task', 'add', 'water the plants');
    expect(added).toMatchObject({ code: 0, stdout: '1. [ ] water the plants\n', stderr: '' });
    expect((await run('--data', 'kept', 'tasks', 'task', 'list', '--open')).stdout).toBe('1. [ ] water the plants\n1 of 1 to do\n');
    expect((await run('tasks', 'task', 'list')).stdout).toBe('There is nothing to do.\n');
    expect(await run('tasks', 'task', 'done', '7')).toMatchObject({ code: 1, stdout: '', stderr: 'There is no task 7.\n' });
  });

  for (const data of ['tasks', 'tasks/kept', './tasks/../tasks/a/b']) {
    test(`keeps nothing in ${data}: it would be published with the plugin (PLX4178)`, async () => {
      expect(await run('--data', data, 'tasks', 'task', 'list')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('PLX4178') as unknown });
    });
  }

  test('--json before the plugin is ours, after it the plugin’s', async () => {
    const { code, json } = await run('--json', 'tasks', 'task', 'done', '7');
    expect(code).toBe(1);
    expect(json).toEqual({
      ok: true,
      result: { plugin: 'tasks', version: '0.1.0', command: 'task done', exitCode: 1, stdout: [], stderr: ['There is no task 7.'] },
      diagnostics: [],
    });
    const refused = await run('tasks', 'task', 'list', '--json');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('"task list" has no flag --json');
  });

  test('asks for a confirmation of what is dangerous', async () => {
    expect(await run('tasks', 'task', 'clear')).toMatchObject({ code: 2, stdout: '' });
    expect(await run('--confirm', 'tasks', 'task', 'clear')).toMatchObject({ code: 0, stdout: 'The list is empty.\n' });
  });

  test('takes a packed plugin, an installed one by its name, and what a plugin depends on', async () => {
    const env = { PLEXI_HOME: join(cwd, 'home') };
    const done = (args: readonly string[], folder = cwd) => runCli([...args, '--yes'], { cwd: folder, env });
    expect(await done(['publish'], join(cwd, 'tasks'))).toMatchObject({ code: 0 });
    expect(await done(['pack', '--out', join(cwd, 'tasks.plx')], join(cwd, 'tasks'))).toMatchObject({ code: 0 });
    expect(await run('tasks.plx', 'task', 'list')).toMatchObject({ code: 0, stdout: 'There is nothing to do.\n' });
    expect(await done(['install', 'tasks', '--to', 'installed'])).toMatchObject({ code: 0 });
    expect(await run('--to', 'installed', 'tasks', 'task', 'add', 'x')).toMatchObject({ code: 0, stdout: '1. [ ] x\n' });
    expect(await run(join('installed', 'tasks'), 'task', 'add', 'x')).toMatchObject({ code: 0, stdout: '1. [ ] x\n' });
    await writeFiles(join(cwd, 'front'), {
      'plugin.json': JSON.stringify({ name: 'front', version: '1.0.0', description: 'A front.', author: 'Ada', type: 'cli', entry_point: 'index.ts', dependencies: ['tasks@^0.1.0'] }),
      'index.ts': `import { defineCliCommand, defineCliPlugin } from 'plexi-plugin/sdk';
export default defineCliPlugin({ commands: { hello: defineCliCommand({ category: 'fun', summary: 'Greet.', run: ({ print }) => print('hello') }) } });`,
    });
    expect(await run('--to', 'installed', 'front', 'hello')).toMatchObject({ code: 0, stdout: 'hello\n' });
    expect((await run('--to', 'installed', 'front')).stdout).toBe('fun\n  hello  Greet.\n');
    expect((await run('--json', 'front', 'hello')).json.diagnostics).toMatchObject([{ code: 'PLX4150' }]);
    expect((await run('--json', '--to', 'installed', 'task')).json.diagnostics).toMatchObject([{ code: 'PLX4177', hint: 'did you mean "tasks"?' }]);
  });

  const REFUSED = [
    ['a command that is not there', ['tasks', 'task', 'ad', 'x'], 2, 'PLX4171', 'did you mean "task add"?'],
    ['words that do not fit', ['tasks', 'task', 'done', 'one'], 2, 'PLX4170', 'write it as: task done NUMBER'],
    ['a plugin without commands', ['thanks', 'task'], 1, 'PLX4176', 'name a plugin of the kind "cli"'],
    ['a permission that does not exist', ['--grant', 'mesages.read', 'tasks', 'task', 'list'], 2, 'PLX0003', ''],
    ['a permission that the plugin does not ask for', ['--grant', 'messages.read', 'tasks', 'task', 'list'], 1, 'PLX4105', ''],
    ['what is not there', ['nowhere'], 1, 'PLX4177', 'name a folder'],
    ['a folder without a plugin', ['.'], 1, 'PLX1001', ''],
  ] as const;
  for (const [what, args, code, problem, hint] of REFUSED) {
    test(`refuses ${what} with ${problem} and exit code ${String(code)}`, async () => {
      const refused = await run('--json', ...args);
      expect(refused.json.diagnostics).toMatchObject([{ code: problem }]);
      expect(refused.json.diagnostics[0]?.hint).toContain(hint);
      expect(refused.code).toBe(code);
    });
  }

  test('Ctrl-C tells the command, and ends it with 130', async () => {
    await writeFiles(join(cwd, 'slow'), {
      'plugin.json': JSON.stringify({ name: 'slow', version: '1.0.0', description: 'Waits.', author: 'Ada', type: 'cli', entry_point: 'index.ts' }),
      'index.ts': `import { defineCliCommand, defineCliPlugin } from 'plexi-plugin/sdk';
export default defineCliPlugin({ commands: { wait: defineCliCommand({ category: 'slow', summary: 'Wait.', run: async ({ print, signal }) => {
  await print('waiting');
  await new Promise((resolve) => { signal.addEventListener('abort', () => { resolve(undefined); }); });
} }) } });`,
    });
    const child = spawn(process.execPath, [CLI, 'run', 'slow', 'wait'], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.once('data', () => child.kill('SIGINT'));
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(130);
  });

  test('what a command prints cannot play with the terminal', async () => {
    await writeFiles(join(cwd, 'noisy'), {
      'plugin.json': JSON.stringify({ name: 'noisy', version: '1.0.0', description: 'Noise.', author: 'Ada', type: 'cli', entry_point: 'index.ts' }),
      'index.ts': `import { defineCliCommand, defineCliPlugin } from 'plexi-plugin/sdk';
export default defineCliPlugin({ commands: { beep: defineCliCommand({ category: 'fun', summary: 'Beep.', run: ({ print }) => print('\\u001b[2Ja\\tb\\nc') }) } });`,
    });
    expect((await run('noisy', 'beep')).stdout).toBe('\\u{1b}[2Ja\tb\nc\n');
  });
});
