import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PERMISSIONS } from '../../../src/core/permissions/catalog.ts';
import { HOST_METHODS } from '../../../src/core/permissions/methods.ts';
import { createFakeAi } from '../../../src/host/services/fake-ai.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { compilePlugin } from '../../helpers/compile-plugin.ts';
import { listGuideExamples, readGuide } from '../../helpers/guide-examples.ts';
import { playTranscript } from '../../helpers/play-transcript.ts';
import { openHost } from './open-host.ts';

const EXAMPLES = listGuideExamples('services.md').filter(({ language }) => language === 'ts');
const permissions = Object.keys(PERMISSIONS).filter((permission) => permission !== 'external.api');

describe('the guide to services', () => {
  test('compiles, every example of it', () => {
    const files = Object.fromEntries(EXAMPLES.map(({ line, code }) => [`line-${String(line)}.ts`, code]));
    expect(compilePlugin(files)).toEqual([]);
  });

  for (const { line, code, output } of EXAMPLES) {
    test(`shows at line ${String(line)} what really happens`, async () => {
      const ai = createFakeAi();
      ai.reply('Good morning!');
      const host = openHost({ services: { ai } });
      await host.start(await buildPlugin(code, { permissions }));
      expect(await playTranscript(output ?? '', host)).toBe(output ?? '');
      expect(host.deliveries.flatMap((report) => report.deliveries).filter(({ outcome }) => outcome !== 'delivered')).toEqual([]);
    });
  }
});

test('the guides name every method of these services', () => {
  const guides = readdirSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'guide')).map(readGuide).join('\n');
  // Steps of another method.
  const steps = new Set(['storage.read', 'storage.replace', 'files.write', 'files.finish', 'files.cancel']);
  const isService = (method: string): boolean => /^(messages|users|channels|files|storage|config|database|analytics|backups|ai|security)\./.test(method);
  const missing = Object.keys(HOST_METHODS).filter((method) => isService(method) && !steps.has(method) && !new RegExp(`\`${method.split('.')[1] ?? ''}[\`(]`).test(guides));
  expect(missing).toEqual([]);
});
