import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listGuideExamples, readGuide } from '../../helpers/guide-examples.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { writeFiles } from '../../helpers/temporary-folder.ts';
import { createPlugin } from './create-plugin.ts';
import { renderProblems, runChat } from './run-chat.ts';

const [DICE = '', ALL = '', COMMANDS = ''] = listGuideExamples('transcripts.md').filter(({ language }) => language === 'chat').map(({ code }) => code);
const [OUTPUT = '', DIFFERENCE = ''] = listGuideExamples('transcripts.md').filter(({ language }) => language === 'text').map(({ code }) => code);
const [DICE_PLUGIN = ''] = listGuideExamples('message-processor.md').map(({ code }) => code);
const withoutTimes = (text: string): string => text.replace(/\b\d+ ms\b|\b\d+\.\d\d s\b/g, '‹time›');

describe('the guide to transcripts', () => {
  test('begins with a transcript that passes, and prints what it shows', async () => {
    const folder = await createPlugin({ 'src/index.ts': DICE_PLUGIN, 'tests/dice.chat': DICE });
    const { code, stdout, stderr } = await runCli(['test'], { cwd: folder });
    expect({ code, stdout: withoutTimes(`$ plexi-plugin test\n${stdout}`), stderr }).toEqual({ code: 0, stdout: withoutTimes(OUTPUT), stderr: '' });
  });

  test('shows a difference as the command does', async () => {
    const wrong = '# comment\nada: !roll d6\nplugin: Roll 1: 3\nplugin: Well done!\n';
    const folder = await createPlugin({ 'src/index.ts': DICE_PLUGIN, 'tests/dice.chat': wrong });
    expect(renderProblems(await runChat(folder), folder, wrong)).toBe(DIFFERENCE);
  });

  test('has a transcript with everything, which passes, and which --update leaves alone', async () => {
    const folder = await createPlugin();
    await cp(join(import.meta.dirname, 'fixtures/everything'), folder, { recursive: true });
    await writeFiles(folder, { 'tests/all.chat': ALL });
    const { code, stderr } = await runCli(['test', '--update'], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await readFile(join(folder, 'tests/all.chat'), 'utf8')).toBe(ALL);
  });

  test('runs commands', async () => {
    const folder = await createPlugin();
    await cp(join(import.meta.dirname, 'fixtures/commands'), folder, { recursive: true });
    await writeFiles(folder, { 'tests/greet.chat': COMMANDS });
    expect(await runChat(folder)).toMatchObject([{ tests: [{ state: 'passed' }] }]);
  });

  test('names every placeholder', () => {
    for (const name of ['any', 'word', 'number', 'date', 'time']) expect(readGuide('transcripts.md')).toContain(`\`{${name}}\``);
  });
});
