import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listGuideExamples } from '../../helpers/guide-examples.ts';
import { runCli } from '../../helpers/run-cli.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const EXAMPLES = listGuideExamples('permissions.md');

const write = (permissions: string): string => `{
  "name": "forecast",
  "version": "1.0.0",
  "description": "Tells the weather of tomorrow.",
  "author": "Ada",
  "license": "MIT",
  "type": "message-processor",
  "entry_point": "src/index.ts",
  ${permissions.trim()}
}
`;

test('the guide to permissions shows what validate says, and what --fix makes of the manifest', async () => {
  const [before = '', after = ''] = EXAMPLES.filter(({ language }) => language === 'json').map(({ code }) => code);
  const code = EXAMPLES.find(({ language }) => language === 'ts')?.code ?? '';
  const cwd = await createFolder({ 'plugin.json': write(before), 'src/index.ts': code, 'README.md': '# Forecast\n', LICENSE: 'MIT\n' });
  for (const { code: line, output } of EXAMPLES.filter(({ language }) => language === 'sh')) {
    const { stdout, stderr } = await runCli(line.trim().split(' ').slice(1), { cwd });
    expect((stderr + stdout).replaceAll(`${cwd}/`, '')).toBe(output);
  }
  expect(await readFile(join(cwd, 'plugin.json'), 'utf8')).toBe(write(after));
});
