import { describe, expect, test } from 'vitest';
import { HOST_EVENTS } from '../../../src/core/permissions/methods.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { compilePlugin } from '../../helpers/compile-plugin.ts';
import { listGuideExamples, readGuide } from '../../helpers/guide-examples.ts';
import { playTranscript } from '../../helpers/play-transcript.ts';
import { openHost } from './open-host.ts';

const EXAMPLES = listGuideExamples('message-processor.md').filter(({ language }) => language === 'ts');

describe('the guide to message processors', () => {
  test('compiles, every example of it', () => {
    const files = Object.fromEntries(EXAMPLES.map(({ line, code }) => [`line-${String(line)}.ts`, code]));
    expect(compilePlugin(files)).toEqual([]);
  });

  for (const { line, code, output } of EXAMPLES) {
    test(`shows at line ${String(line)} what really happens`, async () => {
      const host = openHost();
      await host.start(await buildPlugin(code));
      expect(await playTranscript(output ?? '', host)).toBe(output ?? '');
      expect(host.deliveries.flatMap((report) => report.deliveries).filter(({ outcome }) => outcome !== 'delivered')).toEqual([]);
    });
  }

  test('names every event of messages', () => {
    const text = readGuide('message-processor.md');
    for (const [type, { hook }] of Object.entries(HOST_EVENTS)) if (type.startsWith('message.')) expect(text).toContain(`\`${hook}\``);
  });
});
