import { inClass, type BrokenKind } from './broken-plugin.ts';

const cli = (commands: string): string => inClass('CliPlugin', `commands = ${commands} as never;`, ['defineCliCommand']);
const command = (parts: string, run: string): string => cli(`{ greet: defineCliCommand({ category: 'fun', summary: 'Greet.', ${parts}, run: ${run} } as never) }`);
const two = `import { CliPlugin, defineCliCommand } from 'plexi-plugin/sdk';
const greet = defineCliCommand({ category: 'fun', summary: 'Greet.', run: ({ print }) => print('hello') });
export class First extends CliPlugin { commands = { greet }; }
export class Second extends CliPlugin { commands = { greet }; }`;

export const brokenCli: BrokenKind = {
  kind: 'cli',
  code: 'PLX4245',
  plugins: [
    { what: 'has no command', code: cli('{}'), check: 'offers commands that can be found', reason: 'it has no command' },
    { what: 'has two commands of one name', code: two, check: 'offers commands that can be found', reason: 'two entry points have a command "greet"', manifest: { entry_point: 'src/index.ts:First', entry_points: { cli_commands: ['src/index.ts:Second'] } } },
    { what: 'has two flags of one letter', code: command(`flags: { loud: { type: 'boolean', short: 'l', summary: 'Loudly.' }, long: { type: 'boolean', short: 'l', summary: 'At length.' } }`, '({ print }: any) => print("hi")'), check: 'offers commands that can be found', reason: 'have the letter "l"' },
    { what: 'has an example that is refused', code: command(`examples: ['greet --lout'], flags: { loud: { type: 'boolean', summary: 'Loudly.' } }`, '({ print }: any) => print("hi")'), check: 'shows examples that work', reason: 'did you mean --loud?' },
    { what: 'takes for granted what is not required', code: command(`args: { name: { summary: 'Whom.' } }`, '({ args, print }: any) => print(args.name.trim())'), check: 'runs with whatever its help allows', reason: 'cannot read property' },
    { what: 'fails with a flag', code: command(`flags: { times: { type: 'integer', minimum: 0, default: 1, summary: 'How often.' } }`, '({ flags, print }: any) => print("hi ".repeat(flags.times - 1))'), check: 'runs with whatever its help allows', reason: 'invalid repeat count' },
    { what: 'takes a user for granted', code: command('examples: []', '({ user, print }: any) => print(user.id)'), check: 'runs when nobody is signed in', reason: 'when nobody is signed in' },
  ],
};
