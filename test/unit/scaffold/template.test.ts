import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isText, readTemplate, type LicenseName } from '../../../src/scaffold/template.ts';

const root = join(import.meta.dirname, '../../..');

test('reads every file of a template under the name it has in a plugin', async () => {
  const paths = (await readTemplate(root, 'message-processor', 'MIT')).map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['plugin.json', 'src/index.ts', '.gitignore', 'LICENSE', 'README.md']));
});

test('the README of a kind goes on with what all plugins share', async () => {
  const readme = (await readTemplate(root, 'message-processor', 'MIT')).filter(isText).find(({ path }) => path === 'README.md')?.text;
  expect(readme).toMatch(/^# My Plugin\n[\s\S]+\n\n## Permissions\n[\s\S]+\n\n## Development\n[\s\S]+\n## Licence\n\nMIT\n$/);
});

test('what is no text is taken as it is', async () => {
  const file = (await readTemplate(root, 'kernel', 'MIT')).find(({ path }) => path.endsWith('.wasm'));
  expect(file).toEqual({ path: 'kernels/brighten.wasm', bytes: await readFile(join(root, 'templates/kernel/kernels/brighten.wasm')) });
});

const LICENSE_STARTS = { MIT: /^MIT License/, 'Apache-2.0': /Apache License/, UNLICENSED: undefined } as const;
for (const [license, start] of Object.entries(LICENSE_STARTS) as [LicenseName, RegExp | undefined][]) {
  test(`the licence ${license} is in the file LICENSE, and in no other`, async () => {
    const files = (await readTemplate(root, 'message-processor', license)).filter(({ path }) => path.startsWith('LICENSE'));
    expect(files).toEqual(start === undefined ? [] : [{ path: 'LICENSE', text: expect.stringMatching(start) as unknown }]);
  });
}

test('a template that is not there is PLX6005: plexi-plugin is not whole', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'plexi-template-'));
  try {
    await expect(readTemplate(empty, 'message-processor', 'MIT')).rejects.toThrowCode('PLX6005');
  } finally {
    await rm(empty, { recursive: true, force: true });
  }
});
