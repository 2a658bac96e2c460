import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderDiagnostic } from '../../../src/core/diagnostics/render-diagnostic.ts';
import { parseJson } from '../../../src/core/manifest/parse-json.ts';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { createMediaPipeline } from '../../../src/host/extension-points/media-pipeline.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { checkKernels } from '../../../src/project/check-kernels.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { listGuideExamples } from '../../helpers/guide-examples.ts';
import { buildKernel, CODE, list, section, text } from '../../helpers/kernel-builder.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { openHost } from '../host/open-host.ts';

const template = join(import.meta.dirname, '../../../templates/kernel');
const examples = listGuideExamples('kernels.md');
const find = (language: string): string => examples.find((example) => example.language === language)?.code ?? '';
const manifest = JSON.parse(find('json')) as Pick<Manifest, 'kernels'>;
const picture = () => ({ timestamp: 0, width: 2, height: 2, format: 'i420' as const, data: Uint8Array.of(0, 100, 200, 250, 128, 90) });

let source: PluginSource;
beforeAll(async () => {
  const brighten = await readFile(join(template, 'kernels/brighten.wasm'));
  const built = await buildPlugin(find('ts'), { name: 'brighter', type: 'media-processor', permissions: ['calls.media'], ...manifest });
  source = { ...built, kernels: { brighten } };
});

describe('the guide to kernels', () => {
  test('shows a plugin that makes pictures brighter', async () => {
    const { manager, start } = openHost();
    await start(source);
    const { data } = await createMediaPipeline(manager).openVideo({ callId: 'call', streamId: 'camera' }).process(picture());
    expect([...data]).toEqual([24, 124, 224, 255, 128, 90]);
  });

  test('shows the source of the kernel that the template brings', async () => {
    const [whole, settings] = await Promise.all([readFile(join(template, 'kernels/brighten.ts'), 'utf8'), readFile(join(template, 'package.json'), 'utf8')]);
    for (const part of find('typescript').trim().split('\n\n')) expect(whole).toContain(part);
    expect(`npx ${(JSON.parse(settings) as { scripts: { kernel: string } }).scripts.kernel}`).toBe(find('sh').trim());
  });

  test('shows what is said about a module that imports something', async () => {
    const directory = await createFolder({ 'kernels/brighten.wasm': buildKernel({ before: { 3: section(2, list([[...text('env'), ...text('abort'), 0, 0]])) } }) });
    const [problem] = checkKernels(directory, manifest as Manifest, parseJson('plugin.json', find('json')));
    expect(problem && renderDiagnostic(problem).split('\n')[0]).toBe(find('text').trim());
  });
});

describe('a host', () => {
  test('hands over the grant for frames as ever: without it no kernel sees one', async () => {
    const { manager, start } = openHost();
    await start(source, { grants: [] });
    expect((await createMediaPipeline(manager).openVideo({ callId: 'call', streamId: 'camera' }).process(picture())).data).toEqual(picture().data);
  });

  test('names the function that was stopped, passes the frame on, and goes on with the plugin', async () => {
    const { manager, start } = openHost();
    const problems: string[] = [];
    await start({ ...source, kernels: { brighten: buildKernel({ functions: { brighten: { parameters: [0x7f, 0x7f, 0x7f], code: CODE.readsOutside } } }) } });
    const stream = createMediaPipeline({ ...manager, onDiagnostic: (_, { code, message }) => void problems.push(`${code} ${message}`) }).openVideo({ callId: 'call', streamId: 'camera' });
    expect((await stream.process(picture())).data).toEqual(picture().data);
    expect(problems).toEqual([expect.stringMatching(/^PLX4010 .*KernelError: "brighten" of the kernel "brighten" was stopped: memory access out of bounds/)]);
    expect(manager.getPlugin('brighter')?.state).toBe('enabled');
  });

  const REFUSED = [
    ['that is missing', {}, 'PLX4511', 'its file is missing'],
    ['that only looks as if it were there', Object.create({ brighten: buildKernel() }) as Record<string, Uint8Array>, 'PLX4511', 'its file is missing'],
    ['that is none', { brighten: Uint8Array.of(1) }, 'PLX4511', 'it is no WebAssembly module'],
    ['that may take more than half of the memory', { brighten: buildKernel({ memory: [1, 1, 1, 0x81, 4] }) }, 'PLX4512', 'may take 33 MiB of memory together, and this host lets them have 32 MiB'],
  ] as const;
  for (const [name, kernels, code, reason] of REFUSED) {
    test(`does not load a plugin with a kernel ${name}`, async () => {
      const { manager } = openHost();
      const loading = manager.loadPlugin({ ...source, kernels });
      await expect(loading).rejects.toThrowCode(code);
      await expect(loading).rejects.toThrow(reason);
    });
  }
});
