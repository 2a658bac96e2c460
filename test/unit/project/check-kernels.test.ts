import { expect, test } from 'vitest';
import { parseJson } from '../../../src/core/manifest/parse-json.ts';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { checkKernels } from '../../../src/project/check-kernels.ts';
import { buildKernel } from '../../helpers/kernel-builder.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

/** What is said about the kernels of a plugin: codes, with their lines. */
async function check(fields: Pick<Manifest, 'kernels' | 'limits'>): Promise<readonly string[]> {
  const directory = await createFolder({
    'fine.wasm': buildKernel(),
    'large.wasm': buildKernel({ memory: [1, 1, 1, 0x81, 4] }),
    'broken.wasm': buildKernel({ functions: { run: { code: [0xff] } } }),
    'text.wasm': '(module)',
    'huge.wasm': new Uint8Array(2 ** 21),
  });
  const document = parseJson('plugin.json', JSON.stringify(fields, null, 1));
  return checkKernels(directory, fields as Manifest, document).map(({ code, line, message }) => `${code}:${String(line)} ${message}`);
}

const name = (path: string): string => path.replace('.wasm', '');
const list = (...paths: readonly string[]) => paths.map((path) => ({ name: name(path), path }));

test('nothing is said about kernels that are in order', async () => {
  expect(await check({})).toEqual([]);
  expect(await check({ kernels: list('fine.wasm') })).toEqual([]);
});

test('a file that is not there is PLX1006, with its place', async () => {
  expect(await check({ kernels: list('fine.wasm', 'missing.wasm') })).toEqual(['PLX1006:9 "missing.wasm" does not exist']);
});

test('what is no kernel is PLX1250, whether we or the machine see it', async () => {
  expect(await check({ kernels: list('fine.wasm', 'text.wasm', 'broken.wasm', 'huge.wasm') })).toEqual([
    'PLX1250:9 "text.wasm" is no kernel: it is no WebAssembly module of version 1',
    expect.stringMatching(/^PLX1250:13 "broken\.wasm" is no kernel: .*Invalid opcode 0xff/),
    'PLX1250:17 "huge.wasm" is no kernel: it has more than 1048576 bytes',
  ]);
});

test('two kernels of one name are PLX1251', async () => {
  expect(await check({ kernels: [...list('fine.wasm'), ...list('fine.wasm')] })).toEqual(['PLX1251:8 two kernels are called "fine"']);
});

test('kernels that may take more than half of the memory are PLX1252', async () => {
  expect(await check({ kernels: list('fine.wasm', 'large.wasm') })).toEqual(['PLX1252:2 the kernels may take 34 MiB of memory together, and half of what the plugin gets is 32 MiB']);
  expect(await check({ kernels: list('large.wasm'), limits: { memory_mb: 128 } })).toEqual([]);
});
