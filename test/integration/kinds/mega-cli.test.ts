import { beforeAll, describe, expect, test } from 'vitest';
import { createCliCommands } from '../../../src/host/extension-points/cli-commands.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { MEGA_CLI, MEGA_COMMANDS, MEGA_MANIFEST } from '../../helpers/mega-cli.ts';
import { openHost } from '../host/open-host.ts';

let source: PluginSource;
beforeAll(async () => { source = await buildPlugin(MEGA_CLI, MEGA_MANIFEST); });

async function openMega() {
  const host = openHost();
  await host.start(source);
  return createCliCommands(host.manager);
}

describe('a plugin with more than four hundred commands', () => {
  test('shows each of them in its help, under ten headings', async () => {
    const cli = await openMega();
    const groups = cli.list();
    expect(groups).toHaveLength(10);
    expect(groups.flatMap(({ commands }) => commands)).toHaveLength(MEGA_COMMANDS);
    const help = cli.help();
    for (const { name, summary } of groups.flatMap(({ commands }) => commands)) expect(help).toMatch(new RegExp(`^  ${name} +${summary}`, 'm'));
    expect(cli.help(['backup']).split('\n')).toHaveLength(43);
  });

  test('is searched by words', async () => {
    const cli = await openMega();
    expect(cli.search('export keys security').map(({ name }) => name)).toEqual(['security export-keys']);
    expect(cli.search('keys')).toHaveLength(60);
    expect(cli.search('nowhere')).toEqual([]);
  });

  test('knows what was meant, and runs it', async () => {
    const cli = await openMega();
    expect(() => cli.find(['net', 'list-rulse'])).toThrowCode('PLX4171');
    const lines: string[] = [];
    expect(await cli.run({ words: ['net', 'list-rules', 'a*', '-l', '2'], onPrint: ({ text }) => void lines.push(text) })).toBe(0);
    expect(lines).toEqual(['net list rules a* 2 false']);
  });
});
