import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { listGuideExamples } from '../../helpers/guide-examples.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const host = join(import.meta.dirname, '..', '..', '..', 'dist', 'host', 'index.js');

test('the program in the guide to the plugin manager prints what the guide shows', async () => {
  const [program] = listGuideExamples('plugin-manager.md');
  const [dice] = listGuideExamples('message-processor.md');
  const { manifest, code } = await buildPlugin(dice?.code ?? '');
  const files = (name: string, changes: Partial<Manifest> = {}) => ({
    [`plugins/${name}/plugin.json`]: JSON.stringify({ ...manifest, name, ...changes }),
    [`plugins/${name}/dist/plugin.js`]: code,
  });
  const folder = await createFolder({
    'main.mjs': (program?.code ?? '').replace(`'plexi-plugin/host'`, JSON.stringify(pathToFileURL(host).href)),
    ...files('scores'),
    ...files('dice', { version: '2.1.0', dependencies: ['scores@^1.0.0'] }),
    ...files('lost', { dependencies: { gone: '^2.0.0' } }),
  });
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['main.mjs'], { cwd: folder });
  expect(stderr).toBe('');
  expect(stdout).toBe(program?.output);
});
