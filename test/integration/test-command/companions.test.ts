import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TestReport } from '../../../src/operations/test-session.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const manifest = (name: string, more: object): string =>
  JSON.stringify({ name, version: '1.0.0', description: 'A plugin.', author: 'Alice', type: 'message-processor', entry_point: 'src/index.ts', ...more });

const ROUTER = `import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Router extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    await this.messages.reply(message, await this.plugins.send<string>('maps', message.content));
  }
}
`;

// Says something of its own in every place that a test can look at.
const MAPS = `import { MessageProcessor, type MessageEvent, type PluginMessage } from 'plexi-plugin/sdk';
export default class Maps extends MessageProcessor {
  override onPluginMessage({ data }: PluginMessage<string>): string {
    this.logger.info('asked');
    return 'turn left to ' + [...data].slice(0, 100).join('');
  }
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    if (message.content === 'Oslo') await this.messages.send({ channelId: message.channelId, content: 'by maps' });
    await this.users.get('ada').catch(() => undefined);
  }
}
`;

async function createPair(test: string, router: object = { dependencies: { maps: '^1.0.0' } }): Promise<string> {
  return createFolder({
    'router/plugin.json': manifest('router', { permissions: ['messages.read', 'messages.write'], ...router }),
    'router/src/index.ts': ROUTER,
    // A busy machine takes its time.
    'router/vitest.config.ts': 'export default { test: { testTimeout: 60_000 } };\n',
    ...(test !== '' && { 'router/tests/router.test.ts': test }),
    'maps/plugin.json': manifest('maps', { permissions: ['messages.read', 'messages.write'] }),
    'maps/src/index.ts': MAPS,
  });
}

const inTest = (options: string, body = ''): string => `import { createTestHost, expect, test } from 'plexi-plugin/testing';
test('asks the other one', async () => {
  const host = await createTestHost(${options});
  await host.receive('Oslo');
  expect(host).toHaveSentMessage('turn left to Oslo');
  ${body}
});
`;

describe('a plugin that depends on another one', () => {
  test('is tested with it: by its contract, and by its own tests', async () => {
    const folder = await createPair(inTest(''));
    const { code, json } = await runCli(['test', '--cwd', 'router', '--with', 'maps', '--json'], { cwd: folder });
    expect(json.diagnostics).toEqual([]);
    expect((json.result as TestReport).suites.map(({ name }) => name)).toEqual(['contract: message-processor', 'tests/router.test.ts']);
    expect(code).toBe(0);
  });

  test('is told how when it is tested alone', async () => {
    const folder = await createPair('');
    const { code, stdout, stderr } = await runCli(['test', '--cwd', 'router'], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('PLX4150: load "maps" too (tests: "plexi-plugin test --with FOLDER")');
  });

  test('can be tested alone where the dependency is optional', async () => {
    const folder = await createPair('', { optional_dependencies: { maps: '^1.0.0' } });
    const { json } = await runCli(['test', '--cwd', 'router', '--json'], { cwd: folder });
    const codes = (json.diagnostics as readonly { readonly details?: readonly string[] }[]).flatMap(({ details = [] }) => details);
    expect(codes.join()).not.toContain('PLX4150');
  });

  test('can ask for it in one test, which sees what the plugin under test did and not what the other one did', async () => {
    const folder = await createPair(inTest(`{ with: ['../maps'] }`, `
  expect(host.plugin.name).toBe('router');
  expect(host.sentMessages.map(({ content }) => content)).toEqual(['turn left to Oslo']);
  expect(host.messages().map(({ content }) => content)).toContain('by maps');
  expect(host.logs).toEqual([]);
  expect(host.denials).toEqual([]);`), { optional_dependencies: { maps: '^1.0.0' } });
    const { json } = await runCli(['test', '--cwd', 'router', '--json'], { cwd: folder });
    expect((json.result as TestReport).suites.find(({ type }) => type === 'file')?.tests).toMatchObject([{ state: 'passed', problems: [] }]);
  });

  test('says what is wrong with the other one', async () => {
    const folder = await createPair('');
    expect(await runCli(['test', '--cwd', 'router', '--with', 'nowhere', '--json'], { cwd: folder })).toMatchObject({ code: 2, json: { diagnostics: [{ code: 'PLX0002' }] } });
  });

  test('is tested as the guide shows', async () => {
    const guide = await readFile(join(import.meta.dirname, '../../../docs/guide/testing.md'), 'utf8');
    const example = [...guide.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code).find((code) => code.includes('../maps')) ?? '';
    const folder = await createPair(example);
    const { json } = await runCli(['test', '--cwd', 'router', '--json'], { cwd: folder });
    expect((json.result as TestReport).suites.find(({ type }) => type === 'file')?.tests).toMatchObject([{ state: 'passed', problems: [] }]);
  });
});
