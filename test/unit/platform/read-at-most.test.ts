import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAtMost } from '../../../src/platform/read-at-most.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

test('reads the beginning of a file, or all of it', async () => {
  const folder = await createFolder({ text: 'abcdef' });
  expect(Buffer.from(readAtMost(join(folder, 'text'), 3) ?? []).toString()).toBe('abc');
  expect(Buffer.from(readAtMost(join(folder, 'text'), 30) ?? []).toString()).toBe('abcdef');
});

test('has nothing of what is no file', async () => {
  const folder = await createFolder({ 'folder/text': '' });
  expect(readAtMost(join(folder, 'missing'), 3)).toBeUndefined();
  expect(readAtMost(join(folder, 'folder'), 3)).toBeUndefined();
});

test.runIf(process.platform !== 'win32')('does not wait for somebody to write into a named pipe', async () => {
  const folder = await createFolder({});
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  expect(readAtMost(join(folder, 'pipe'), 3)).toBeUndefined();
});
