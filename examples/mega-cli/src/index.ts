import { CliPlugin, defineCliCommand, type CliCommands } from 'plexi-plugin/sdk';
import { createConversions } from './conversions.ts';

/** Converts units: hundreds of commands that are made from a table, and two that are written by hand. */
export default class MegaCli extends CliPlugin {
  override readonly commands: CliCommands = {
    ...createConversions((line) => this.#remember(line)),
    'history list': defineCliCommand({
      category: 'history',
      summary: 'Show the last conversions, the newest first.',
      flags: { most: { type: 'integer', short: 'm', summary: 'How many at most.', minimum: 1, default: 10 } },
      versionAdded: '1.0.0',
      run: async ({ flags, print }) => {
        const lines = (await this.storage.get<readonly string[]>('history')) ?? [];
        for (const line of lines.slice(0, flags.most)) await print(line);
      },
    }),
    'history clear': defineCliCommand({
      category: 'history',
      summary: 'Forget every conversion.',
      dangerous: true,
      versionAdded: '1.0.0',
      run: async ({ print }) => {
        await this.storage.delete('history');
        await print('Nothing is remembered any more.');
      },
    }),
  };

  async #remember(line: string): Promise<void> {
    const most = await this.config.get('history');
    if (most > 0) await this.storage.update<readonly string[]>('history', (before = []) => [line, ...before].slice(0, most));
  }
}
