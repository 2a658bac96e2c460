import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildPlugin } from '../helpers/build-plugin.ts';
import { compilePlugin } from '../helpers/compile-plugin.ts';
import { listGuideExamples } from '../helpers/guide-examples.ts';
import { runCli } from '../helpers/run-cli.ts';
import { createFolder } from '../helpers/temporary-folder.ts';

const MANIFEST = { name: 'notes', version: '1.0.0', description: 'Keeps notes.', author: 'Ada', type: 'cli', entry_point: 'index.ts' } as const;

const examples = listGuideExamples('kinds.md');
const plugin = examples.find(({ code }) => code.includes('extends CliPlugin'));
const program = examples.find(({ code }) => code.includes('createCliCommands(manager)'));

describe('the guide to CLI plugins', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await createFolder({ 'plugin.json': JSON.stringify(MANIFEST), 'index.ts': plugin?.code ?? '' });
  });

  test('compiles', () => {
    expect(compilePlugin({ 'index.ts': plugin?.code ?? '' })).toEqual([]);
  });

  const transcript = (plugin?.output ?? '').split(/^\$ plexi-plugin /m).slice(1);
  for (const step of transcript) {
    const [line = '', ...lines] = step.split('\n');
    test(`shows what "${line}" prints`, async () => {
      const { stdout, stderr } = await runCli(line.split(' '), { cwd: folder });
      expect({ stdout, stderr }).toEqual({ stdout: lines.join('\n'), stderr: '' });
    });
  }

  test('shows a host that runs a command', async () => {
    const { code } = await buildPlugin({ 'index.ts': plugin?.code ?? '' }, { ...MANIFEST, permissions: [] });
    const host = join(import.meta.dirname, '../../dist/host/index.js');
    const home = await createFolder({
      'main.mjs': (program?.code ?? '').replace(`'plexi-plugin/host'`, JSON.stringify(pathToFileURL(host).href)),
      'plugins/notes/plugin.json': JSON.stringify(MANIFEST),
      'plugins/notes/dist/plugin.js': code,
    });
    const { stdout } = await promisify(execFile)(process.execPath, ['main.mjs'], { cwd: home });
    expect(stdout).toBe(program?.output);
  });
});
