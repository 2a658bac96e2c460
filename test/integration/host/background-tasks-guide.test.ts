import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { compilePlugin } from '../../helpers/compile-plugin.ts';
import { listGuideExamples } from '../../helpers/guide-examples.ts';
import { openHost } from './open-host.ts';

const EXAMPLES = listGuideExamples('background-tasks.md').filter(({ language, code }) => language === 'ts' && code.includes('plexi-plugin/sdk'));

describe('the guide to background tasks', () => {
  test('compiles, every example of it', () => {
    const files = Object.fromEntries(EXAMPLES.map(({ line, code }) => [`line-${String(line)}.ts`, code]));
    expect(compilePlugin(files)).toEqual([]);
  });

  for (const { line, code, output } of EXAMPLES) {
    test(`shows at line ${String(line)} what happens in a day`, async () => {
      const { start, chat, clock, manager, diagnostics } = openHost();
      await start(await buildPlugin(code));
      if (output?.includes('ada') === true) await chat.send({ channelId: 'general', authorId: 'ada', content: 'hello' });
      await manager.settled();
      await clock.advance('1d', () => manager.settled());
      const transcript = chat.messages().map(({ authorId, content, createdAt }) => `${createdAt.slice(11, 16)} ${authorId.replace(/:.*/, '')}: ${content}\n`);
      expect(transcript.join('')).toBe(output ?? '');
      expect(diagnostics).toEqual([]);
    });
  }
});
