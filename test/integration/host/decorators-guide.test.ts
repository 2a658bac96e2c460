import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { compilePlugin } from '../../helpers/compile-plugin.ts';
import { listGuideExamples } from '../../helpers/guide-examples.ts';
import { openHost } from './open-host.ts';

const EXAMPLES = listGuideExamples('decorators.md').filter(({ language }) => language === 'ts');

describe('the guide to decorators', () => {
  test('compiles, every example of it', () => {
    expect(compilePlugin(Object.fromEntries(EXAMPLES.map(({ line, code }) => [`line-${String(line)}.ts`, code])))).toEqual([]);
  });

  for (const { line, code, output = '' } of EXAMPLES) {
    test(`shows at line ${String(line)} what really happens`, async () => {
      const { manager, chat, start, deliveries } = openHost();
      await start(await buildPlugin(code, { permissions: ['messages.read', 'messages.write', 'api.create_endpoints'] }));
      for (const [, said = ''] of output.matchAll(/^ada: (.*)$/gm)) {
        await chat.send({ channelId: 'general', authorId: 'ada', content: said });
        await manager.settled();
      }
      expect(chat.messages().map(({ authorId, content }) => `${authorId.replace(/:.*/, '')}: ${content}\n`).join('')).toBe(output);
      expect(deliveries.flatMap((report) => report.deliveries).filter(({ outcome }) => outcome !== 'delivered')).toEqual([]);
    });
  }
});
