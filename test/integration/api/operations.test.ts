import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createPlatform, initPlugin, packPlugin, validatePlugin, verifyArchive } from '../../../src/index.ts';

test('a program can do what the command line does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plexi-api-'));
  try {
    const platform = createPlatform({ cwd: folder, env: { PLEXI_HOME: join(folder, 'home') }, yes: true });
    await initPlugin({ directory: 'hello', kind: 'message-processor', name: 'hello', install: false }, platform);
    const directory = join(folder, 'hello');
    expect((await validatePlugin({ directory }, platform)).diagnostics).toEqual([]);
    const { file } = await packPlugin({ directory, sign: true }, platform);
    expect((await verifyArchive({ file }, platform)).state).toBe('trusted');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
