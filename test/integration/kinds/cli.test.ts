import { beforeAll, describe, expect, test } from 'vitest';
import type { CommandLine } from '../../../sdk/kinds/cli-output.ts';
import { createCliCommands, type CommandRequest } from '../../../src/host/extension-points/cli-commands.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const CODE = `
import { CliPlugin, defineCliCommand } from 'plexi-plugin/sdk';

export default class Commands extends CliPlugin {
  override readonly commands = {
    greet: defineCliCommand({
      category: 'fun',
      summary: 'Greet somebody.',
      args: { name: { summary: 'Whom.', required: true } },
      flags: { times: { type: 'integer', default: 1, summary: 'How often.' } },
      async run({ args, flags, user, print, printError }, { storage }) {
        for (let time = 0; time < flags.times; time++) await print('Hello ' + args.name);
        await printError('by ' + (user?.id ?? 'nobody'));
        await storage.set('greeted', args.name);
      },
    }),
    many: defineCliCommand({
      category: 'fun',
      summary: 'Print much without waiting.',
      run({ print }) {
        for (let line = 0; line < 1_200; line++) void print('line ' + line);
        return 3;
      },
    }),
    wait: defineCliCommand({
      category: 'slow',
      summary: 'Wait until nobody wants to any more.',
      async run({ print, signal }) {
        void print('waiting');
        await new Promise((resolve) => { signal.addEventListener('abort', () => { resolve(undefined); }); });
      },
    }),
    fail: defineCliCommand({ category: 'bad', summary: 'Fail.', run() { throw new Error('no luck'); } }),
    lie: defineCliCommand({ category: 'bad', summary: 'Return no exit code.', run: () => 'fine' as unknown as number }),
    'db wipe': defineCliCommand({ category: 'db', summary: 'Remove everything.', dangerous: true, adminOnly: true, run: ({ print }) => print('gone') }),
    whoami: defineCliCommand({ category: 'me', summary: 'Tell who runs it.', requiresAuth: true, run: ({ user, print }) => print(String(user?.id)) }),
  };
}`;

let source: PluginSource;
beforeAll(async () => { source = await buildPlugin(CODE, { type: 'cli', permissions: [] }); });

async function openCommands() {
  const host = openHost();
  await host.start(source);
  const cli = createCliCommands(host.manager);
  const lines: CommandLine[] = [];
  const run = (line: string, request: Partial<CommandRequest> = {}) =>
    cli.run({ words: line.split(' '), onPrint: (printed) => void lines.push(printed), ...request });
  return { ...host, cli, run, lines, stdout: () => lines.filter(({ stream }) => stream === 'stdout').map(({ text }) => text) };
}

const ADMIN = { id: 'ada', isAdmin: true };
const USER = { id: 'bob', isAdmin: false };

describe('the commands of a plugin', () => {
  test('get what the person wrote, print line by line, and end with 0', async () => {
    const { run, lines, manager } = await openCommands();
    expect(await run('greet Ada --times 2', { user: USER })).toBe(0);
    expect(lines).toEqual([
      { stream: 'stdout', text: 'Hello Ada' },
      { stream: 'stdout', text: 'Hello Ada' },
      { stream: 'stderr', text: 'by bob' },
    ]);
    expect(await manager.services.storage.open('weather').get('greeted')).toBe('Ada');
  });

  test('may print much without waiting, and end with an exit code of their own', async () => {
    const { run, stdout } = await openCommands();
    expect(await run('many')).toBe(3);
    expect(stdout()).toEqual(Array.from({ length: 1_200 }, (_, line) => `line ${String(line)}`));
  });

  test('stream: what was printed arrives while the command runs, which hears when nobody waits any more', async () => {
    const { run, stdout } = await openCommands();
    const controller = new AbortController();
    const running = run('wait', { signal: controller.signal, onPrint: () => { controller.abort(new Error('enough')); } });
    await expect(running).rejects.toThrow('enough');
    expect(stdout()).toEqual([]);
  });

  test('fail with their own error, and not with what is no exit code', async () => {
    const { run } = await openCommands();
    await expect(run('fail')).rejects.toThrow('no luck');
    await expect(run('lie')).rejects.toThrow('must return an exit code');
  });

  test('are run only by whom they are for, and dangerous ones only when confirmed', async () => {
    const { run, stdout } = await openCommands();
    await expect(run('whoami')).rejects.toThrowCode('PLX4173');
    await expect(run('db wipe', { isConfirmed: true })).rejects.toThrowCode('PLX4174');
    await expect(run('db wipe', { isConfirmed: true, user: USER })).rejects.toThrowCode('PLX4174');
    await expect(run('db wipe', { user: ADMIN })).rejects.toThrowCode('PLX4175');
    expect(stdout()).toEqual([]);
    expect(await run('db wipe', { user: ADMIN, isConfirmed: true })).toBe(0);
    expect(await run('whoami', { user: USER })).toBe(0);
    expect(stdout()).toEqual(['gone', 'bob']);
  });

  test('are listed by category, searched by word, and gone when the plugin is disabled', async () => {
    const { cli, manager } = await openCommands();
    expect(cli.list().map(({ category, commands }) => [category, ...commands.map(({ name }) => name)])).toEqual([
      ['bad', 'fail', 'lie'], ['db', 'db wipe'], ['fun', 'greet', 'many'], ['me', 'whoami'], ['slow', 'wait'],
    ]);
    expect(cli.list({ category: 'db' }).flatMap(({ commands }) => commands)).toMatchObject([{ name: 'db wipe', plugin: 'weather', dangerous: true }]);
    expect(cli.search('everything').map(({ name }) => name)).toEqual(['db wipe']);
    expect(cli.help(['greet'])).toContain('greet NAME [--times NUMBER]');
    expect(() => cli.find(['gret'])).toThrowCode('PLX4171');
    await manager.disablePlugin('weather');
    expect(cli.list()).toEqual([]);
  });
});

const WRONG = [
  ['a name in capitals', `{ Greet: { category: 'a', summary: 'x' } }`, 'its name is none that it may have'],
  ['no category', `{ a: { summary: 'x' } }`, '.category must be one word'],
  ['a summary of two lines', `{ a: { category: 'a', summary: 'x\\ny' } }`, '.summary must be one line of text'],
  ['a flag of no type', `{ a: { category: 'a', summary: 'x', flags: { b: { type: 'date', summary: 'x' } } } }`, '.flags.b.type must be'],
  ['a flag named with a dash', `{ a: { category: 'a', summary: 'x', flags: { 'dry-run': { summary: 'x' } } } }`, 'must be in camelCase'],
  ['words after all words', `{ a: { category: 'a', summary: 'x', args: { b: { summary: 'x', variadic: true }, c: { summary: 'x' } } } }`, 'so it must be the last one'],
  ['a required argument at the end', `{ a: { category: 'a', summary: 'x', args: { b: { summary: 'x' }, c: { summary: 'x', required: true } } } }`, 'so it must come before'],
] as const;

describe('a CLI plugin is not loaded', () => {
  for (const [what, commands, problem] of WRONG) {
    test(`with ${what}`, async () => {
      const { manager } = openHost();
      const broken = await buildPlugin(`import { CliPlugin } from 'plexi-plugin/sdk';\nexport default class A extends CliPlugin { commands = ${commands}; }`, { type: 'cli', permissions: [] });
      const loading = manager.loadPlugin(broken);
      await expect(loading).rejects.toThrowCode('PLX4302');
      await expect(loading).rejects.toThrow(problem);
    });
  }
});
