import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listProblems, type TestSuite } from '../../../src/core/test-report/test-report.ts';
import { createPlugin } from './create-plugin.ts';
import { runChat } from './run-chat.ts';

const CODE = `import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';

export default class Weather extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    if (message.content === '!weather') await this.messages.reply(message, 'Sunny');
    if (message.content === 'boom') throw new RangeError('too loud');
    if (message.content === 'channels') await this.channels.list().catch(() => []);
  }
}
`;

interface Run {
  readonly suite: TestSuite | undefined;
  /** `code line:column message` of each problem. */
  readonly problems: readonly string[];
  readonly text: string;
}

async function run(chat: string, { update = false, code = CODE, files = {} }: { readonly update?: boolean; readonly code?: string; readonly files?: Readonly<Record<string, string>> } = {}): Promise<Run> {
  const directory = await createPlugin({ 'src/index.ts': code, 'tests/talk.chat': chat, ...files });
  const [suite] = await runChat(directory, update);
  const problems = listProblems(suite === undefined ? [] : [suite]).map(({ code: problem, file = '', line, column }) => `${problem} ${file.slice(directory.length + 1)}:${String(line)}:${String(column)}`);
  return { suite, problems, text: await readFile(join(directory, 'tests/talk.chat'), 'utf8') };
}

describe('transcripts of a plugin', () => {
  test('are suites, with a test for each scene, and where it is written', async () => {
    const { suite } = await run('== asks\nada: !weather\nplugin: Sunny\n\n== asks wrongly\nada: !weather\nplugin: Rain\n');
    expect(suite?.tests.map(({ name, state, line }) => ({ name, state, line }))).toEqual([
      { name: 'asks', state: 'passed', line: 1 },
      { name: 'asks wrongly', state: 'failed', line: 5 },
    ]);
    expect(suite?.tests[1]?.problems[0]).toMatchObject({ code: 'PLX4341', line: 7, column: 9, details: ['- plugin: Rain', '+ plugin: Sunny'] });
  });

  test('say what makes no sense before anything is played', async () => {
    expect(await run('ada !weather\n--- later\n')).toMatchObject({ problems: ['PLX4340 tests/talk.chat:1:1', 'PLX4348 tests/talk.chat:2:5', 'PLX4344 tests/talk.chat:undefined:undefined'], suite: { tests: [] } });
  });

  test('point into the plugin where it fails, unless they expect that', async () => {
    expect((await run('ada: boom\n')).problems).toEqual(['PLX4010 src/index.ts:6:47']);
    expect((await run('ada: boom\nplugin fails: RangeError: too {word}\n')).problems).toEqual([]);
    expect((await run('ada: boom\nplugin fails: TypeError: {any}\n')).problems).toEqual(['PLX4341 tests/talk.chat:2:15']);
    expect((await run('ada: hello\nplugin fails: TypeError: {any}\n')).problems).toEqual(['PLX4341 tests/talk.chat:2:15']);
  });

  test('know denials that they speak of', async () => {
    expect((await run('ada: channels\n')).problems).toEqual(['PLX4210 src/index.ts:7:61']);
    expect((await run('ada: channels\nplugin is denied channels.read\n')).problems).toEqual([]);
    expect((await run('ada: hello\nplugin is denied channels.read\n')).problems).toEqual(['PLX4350 tests/talk.chat:2:18']);
  });

  test('name messages that are not there', async () => {
    expect((await run('ada: hello\nada edits "goodbye": hello\nbob deletes\n')).problems).toEqual(['PLX4351 tests/talk.chat:2:22', 'PLX4351 tests/talk.chat:3:12']);
  });

  test('are written anew with --update, and pass then', async () => {
    const { suite, text } = await run('# weather\nada: !weather\nplugin: Rain   # kept?\n\nbob: hello\nplugin: What?\n', { update: true });
    expect(text).toBe('# weather\nada: !weather\nplugin: Sunny\n\nbob: hello\nplugin says nothing\n');
    expect(suite?.tests.map(({ state }) => state)).toEqual(['passed']);
  });

  test('still fail with --update where the plugin fails', async () => {
    const { problems, text } = await run('ada: boom\n', { update: true });
    expect({ problems, text }).toEqual({ problems: ['PLX4010 src/index.ts:6:47'], text: 'ada: boom\n' });
  });

  test('fail when the plugin does not start', async () => {
    const code = CODE.replace('override async onMessageReceived', 'override onEnable(): void { throw new Error("no"); }\n  override async onMessageReceived');
    expect((await run('ada: hello\n', { code })).problems).toEqual(['PLX4010 src/index.ts:4:41']);
  });

  test('say why something cannot happen', async () => {
    const code = CODE.replace("'channels') await this.channels.list()", "'close') await this.channels.archive('general')");
    expect((await run('ada: close\nplugin is denied channels.write\nada uploads x.txt: text\n', { code })).problems).toEqual([]);
    const manifest = JSON.parse(await readFile(join(await createPlugin(), 'plugin.json'), 'utf8')) as { readonly permissions: readonly string[] };
    const files = { 'plugin.json': JSON.stringify({ ...manifest, permissions: [...manifest.permissions, 'channels.write'] }) };
    expect((await run('ada: close\nada uploads x.txt: text\n', { code, files })).problems).toEqual(['PLX4352 tests/talk.chat:2:20']);
  });
});
