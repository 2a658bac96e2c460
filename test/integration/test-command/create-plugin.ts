import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

/** What its plugins are. */
export const MANIFEST = {
  name: 'weather',
  version: '1.0.0',
  description: 'Tells the weather.',
  author: 'Alice',
  type: 'message-processor',
  entry_point: 'src/index.ts',
  permissions: ['messages.read', 'messages.write'],
};

const CODE = `import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';

export default class Weather extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    if (message.content === '!weather') await this.messages.reply(message, 'Sunny');
  }
}
`;

/** Writes a plugin that is in order, without a test; files by path are added, or replace its own. */
export function createPlugin(files: Readonly<Record<string, string>> = {}, changes: Partial<Manifest> = {}): Promise<string> {
  return createFolder({ 'plugin.json': JSON.stringify({ ...MANIFEST, ...changes }, null, 2), 'src/index.ts': CODE, ...files });
}
