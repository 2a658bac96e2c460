import { expect, test } from 'vitest';
import { createCliCommands } from '../../../src/host/extension-points/cli-commands.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const CODE = (version: string): string => `
import { CliPlugin, defineCliCommand } from 'plexi-plugin/sdk';
export default class Counter extends CliPlugin {
  override readonly commands = {
    count: defineCliCommand({
      category: 'slow',
      summary: 'Count.',
      async run({ print }, { storage }) {
        for (let line = 0; line < 200; line++) {
          await storage.get('turn');
          await print('${version} ' + line);
        }
      },
    }),
  };
}`;

test('a reload waits for a command that is printing, and the next one is run by the new version', async () => {
  const { manager, start, diagnostics } = openHost();
  const manifest = { type: 'cli' as const, permissions: [] };
  await start(await buildPlugin(CODE('old'), manifest));
  const next = await buildPlugin(CODE('new'), manifest);
  const cli = createCliCommands(manager);
  const run = async (onFirst: () => void = () => undefined): Promise<readonly string[]> => {
    const lines: string[] = [];
    await cli.run({ words: ['count'], onPrint: ({ text }) => { if (lines.push(text) === 1) onFirst(); } });
    return lines;
  };
  let reloaded: Promise<unknown> = Promise.resolve();
  const first = await run(() => { reloaded = manager.reloadPlugin('weather', next); });
  await reloaded;
  expect(first).toEqual(Array.from({ length: 200 }, (_, line) => `old ${String(line)}`));
  expect((await run())[0]).toBe('new 0');
  expect(diagnostics).toEqual([]);
});
