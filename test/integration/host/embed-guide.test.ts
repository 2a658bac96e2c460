import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { listGuideExamples } from '../../helpers/guide-examples.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const run = promisify(execFile);
const host = pathToFileURL(join(import.meta.dirname, '..', '..', '..', 'dist', 'host', 'index.js')).href;
const useHost = (code = ''): string => code.replace(`'plexi-plugin/host'`, JSON.stringify(host));

const PROGRAMS = listGuideExamples('embed-the-host.md').filter(({ output }) => output !== undefined);

for (const { line, code: program, output } of PROGRAMS) {
  test(`the program at line ${String(line)} of the guide to embedding prints what the guide shows`, async () => {
    const [dice] = listGuideExamples('message-processor.md');
    const { manifest, code, sourceMap = '' } = await buildPlugin(dice?.code ?? '', { name: 'dice' });
    const folder = await createFolder({
      'main.mjs': useHost(program),
      'plugins/dice/plugin.json': JSON.stringify(manifest),
      'plugins/dice/dist/plugin.js': code,
      'plugins/dice/dist/plugin.js.map': sourceMap,
    });
    const { stdout, stderr } = await run(process.execPath, ['main.mjs'], { cwd: folder });
    expect(stderr).toBe('');
    expect(stdout).toBe(output);
  });
}

test('the program in the guide that keeps everything on disk goes on where it ended', async () => {
  const examples = listGuideExamples('embed-the-host.md');
  const at = examples.findIndex(({ code }) => code.includes('createFolderFiles'));
  const folder = await createFolder({ 'main.mjs': useHost(examples[at]?.code) });
  const runs = [await run(process.execPath, ['main.mjs'], { cwd: folder }), await run(process.execPath, ['main.mjs'], { cwd: folder })];
  expect(runs.map(({ stdout }) => stdout).join('')).toBe(examples[at + 1]?.code);
  expect(runs.map(({ stderr }) => stderr)).toEqual(['', '']);
});
