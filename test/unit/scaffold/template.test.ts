import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTemplate } from '../../../src/scaffold/template.ts';

const root = join(import.meta.dirname, '../../..');

test('reads every file of a template under the name it has in a plugin', async () => {
  const paths = (await readTemplate(root, 'message-processor', 'MIT')).map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['plugin.json', 'src/index.ts', '.gitignore', 'LICENSE', 'README.md']));
});

test('a template that is not there is PLX6005: plexi-plugin is not whole', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'plexi-template-'));
  try {
    await expect(readTemplate(empty, 'message-processor', 'MIT')).rejects.toThrowCode('PLX6005');
  } finally {
    await rm(empty, { recursive: true, force: true });
  }
});
