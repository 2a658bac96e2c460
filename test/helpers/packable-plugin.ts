import { createFolder } from './temporary-folder.ts';

const CODE = `import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
import { greet } from './greet.ts';

export default class Weather extends MessageProcessor {
  override async onMessageReceived(event: MessageEvent): Promise<void> {
    this.logger.info(greet(event.message.authorId));
  }
}
`;

/** The files of a plugin that validates, bundles and packs. */
export const PACKABLE: Readonly<Record<string, string>> = {
  'plugin.json': JSON.stringify(
    {
      name: 'weather',
      version: '1.0.0',
      description: 'Tells the weather.',
      author: 'Alice',
      license: 'MIT',
      type: 'message-processor',
      entry_point: 'src/index.ts',
      permissions: ['messages.read'],
      icon: 'assets/icon.svg',
    },
    null,
    2,
  ),
  'src/index.ts': CODE,
  'src/greet.ts': 'export const greet = (name: string): string => `Hello, ${name}`;\n',
  'assets/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n',
  'README.md': '# Weather\n',
  'LICENSE': 'MIT\n',
  'tests/weather.test.ts': 'throw new Error("never packed");\n',
  'package.json': '{"name":"weather","private":true}\n',
};

/** Makes a plugin in a temporary folder, with changes. */
export async function createPlugin(changes: Readonly<Record<string, string>> = {}): Promise<string> {
  return createFolder({ ...PACKABLE, ...changes });
}
