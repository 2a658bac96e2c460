import { afterAll, describe, expect, test } from 'vitest';
import { findContract } from '../../../src/test-runner/contract/contracts.ts';
import { runContract } from '../../../src/test-runner/contract/run-contract.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

const engine = createTestEngine();
afterAll(() => engine.close());

const CODE = (commands: string): string => `
import { CliPlugin, defineCliCommand } from 'plexi-plugin/sdk';
const greet = (example: string) => defineCliCommand({
  category: 'fun', summary: 'Greet.', args: { name: { summary: 'Whom.', required: true } }, flags: { loud: { type: 'boolean', summary: 'Loudly.' } },
  examples: [example], run: ({ args, print }) => print(args.name),
});
export class First extends CliPlugin { commands = ${commands}; }
export class Second extends CliPlugin { commands = { other: greet('other x') }; }`;

async function judge(commands: string, entries: readonly string[] = ['src/index.ts:First']): Promise<readonly string[]> {
  const source = await buildPlugin(CODE(commands), { type: 'cli', entry_point: 'src/index.ts:First', permissions: [], ...(entries.length > 1 && { entry_points: { cli_commands: entries.slice(1) } }) });
  const { tests } = await runContract(findContract('cli'), { plugin: { source, manifestFile: 'plugin.json' }, engine, signal: new AbortController().signal });
  return tests.filter(({ state }) => state === 'failed').map(({ problems: [problem] }) => `${problem?.code ?? ''} ${problem?.message ?? ''}`);
}

describe('the contract of CLI plugins', () => {
  test('is kept by commands with examples that work', async () => {
    expect(await judge(`{ greet: greet('greet "Ada Lovelace" --loud') }`)).toEqual([]);
  });

  const BROKEN = [
    ['a plugin without commands', '{}', ['src/index.ts:First'], 'it has no command'],
    ['a name that two entry points have', `{ other: greet('other x') }`, ['src/index.ts:First', 'src/index.ts:Second'], 'two entry points have a command "other"'],
    ['an example of another command', `{ greet: greet('great Ada') }`, ['src/index.ts:First'], 'does not begin with "greet"'],
    ['an example that is refused', `{ greet: greet('greet Ada --lout') }`, ['src/index.ts:First'], 'did you mean --loud?'],
  ] as const;
  for (const [what, commands, entries, reason] of BROKEN) {
    test(`is broken by ${what}`, async () => {
      const [first = ''] = await judge(commands, entries);
      expect(first).toContain('PLX4245');
      expect(first).toContain(reason);
    });
  }
});
