import { chmod, lstat, readFile, readdir, symlink, unlink, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixPermissions } from '../../../src/operations/fix-permissions.ts';
import { createPlatform } from '../../../src/platform/create-platform.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const platform = createPlatform({ yes: true });

const HEAD = '  "name": "weather",\n  "version": "1.0.0",\n  "description": "Tells the weather.",\n  "author": "Ada",\n  "license": "MIT",\n  "type":   "message-processor",\n  "entry_point": "src/index.ts"';

const CODE = `import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Weather extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const answer = await fetch(\`https://api.example.com/weather/\${message.content}\`);
    await this.messages.reply(message, await answer.text());
  }
}
`;

const createPlugin = (manifest: Readonly<Record<string, string>>, code = CODE): Promise<string> => createFolder({ 'src/index.ts': code, 'README.md': '# Weather\n', LICENSE: 'MIT\n', ...manifest });

describe('validate --fix', () => {
  test('makes the manifest fit the code, and changes nothing else', async () => {
    const directory = await createPlugin({ 'plugin.json': `{\n${HEAD},\n  "permissions": [\n    { "permission": "messages.read",   "reason": "to hear" },\n    "files.read"\n  ]\n}\n` });
    const { changes, diagnostics } = await fixPermissions({ directory }, platform);
    expect(changes).toEqual({ missing: [{ permission: 'external.api', hosts: ['api.example.com'] }, { permission: 'messages.write' }], hosts: [], unused: ['files.read'] });
    expect(diagnostics).toEqual([]);
    expect(await readFile(join(directory, 'plugin.json'), 'utf8')).toBe(
      `{\n${HEAD},\n  "permissions": [\n    { "permission": "messages.read",   "reason": "to hear" },\n    { "permission": "external.api", "hosts": ["api.example.com"] },\n    "messages.write"\n  ]\n}\n`,
    );
    expect((await fixPermissions({ directory }, platform)).changes).toEqual({ missing: [], hosts: [], unused: [] });
    expect((await readdir(directory)).sort()).toEqual(['LICENSE', 'README.md', 'plugin.json', 'src']);
  });

  test('keeps the comments of YAML, the mode of the file, and a link to it', async () => {
    const text = `# What it is\n${HEAD.replaceAll(/^ {2}|"|,$/gm, '')} # the code\npermissions:\n  # the chat\n  - messages.read\n  - permission: external.api # the service\n    hosts: [old.example.com]\n`;
    const directory = await createPlugin({ 'plugin.yaml': text });
    await rename(join(directory, 'plugin.yaml'), join(directory, 'real.yaml'));
    await chmod(join(directory, 'real.yaml'), 0o660);
    await symlink('real.yaml', join(directory, 'plugin.yaml'));
    expect((await fixPermissions({ directory }, platform)).diagnostics).toEqual([]);
    expect(await readFile(join(directory, 'real.yaml'), 'utf8')).toBe(text.replace('[old.example.com]\n', '[old.example.com, api.example.com]\n  - messages.write\n'));
    expect((await lstat(join(directory, 'plugin.yaml'))).isSymbolicLink()).toBe(true);
    expect((await lstat(join(directory, 'real.yaml'))).mode & 0o777).toBe(0o660);
    await unlink(join(directory, 'plugin.yaml'));
  });

  test('takes out what the plugin can do without and never asks for, and says so only because it is gone', async () => {
    const asked = '"permissions": ["messages.read", "messages.write", { "permission": "external.api", "hosts": ["api.example.com"] }]';
    const directory = await createPlugin({ 'plugin.json': `{\n${HEAD},\n  ${asked},\n  "optional_permissions": ["files.read"]\n}\n` });
    const { changes, diagnostics } = await fixPermissions({ directory }, platform);
    expect([changes?.unused, diagnostics]).toEqual([['files.read'], []]);
    expect(await readFile(join(directory, 'plugin.json'), 'utf8')).toBe(`{\n${HEAD},\n  ${asked},\n  "optional_permissions": []\n}\n`);
  });

  test('leaves a plugin alone whose code cannot be looked at', async () => {
    const manifest = `{\n${HEAD},\n  "permissions": ["files.read"]\n}\n`;
    const directory = await createPlugin({ 'plugin.json': manifest }, 'export default class {');
    const { changes, diagnostics } = await fixPermissions({ directory }, platform);
    expect([changes, diagnostics.map(({ code }) => code)]).toEqual([undefined, ['PLX1312']]);
    expect(await readFile(join(directory, 'plugin.json'), 'utf8')).toBe(manifest);
    const broken = await createPlugin({ 'plugin.json': '{ "name": ' });
    await expect(fixPermissions({ directory: broken }, platform)).rejects.toThrowCode('PLX1101');
  });
});
