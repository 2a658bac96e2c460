import { describe, expect, test } from 'vitest';
import { HOST_EVENTS, HOST_METHODS } from '../../../src/core/permissions/methods.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { compilePlugin } from '../../helpers/compile-plugin.ts';
import { listGuideExamples, readGuide } from '../../helpers/guide-examples.ts';
import { openHost } from './open-host.ts';

const EXAMPLES = listGuideExamples('message-processor.md').filter(({ language }) => language === 'ts');

describe('the guide to message processors', () => {
  test('compiles, every example of it', () => {
    const files = Object.fromEntries(EXAMPLES.map(({ line, code }) => [`line-${String(line)}.ts`, code]));
    expect(compilePlugin(files)).toEqual([]);
  });

  for (const { line, code, output } of EXAMPLES) {
    test(`shows at line ${String(line)} what really happens`, async () => {
      const { start, chat, manager, deliveries } = openHost();
      await start(await buildPlugin(code));
      for (const said of (output ?? '').split('\n').filter((each) => each !== '' && !each.startsWith('plugin '))) {
        const [, authorId = '', content = ''] = /^(\w+)\s+(.*)$/.exec(said) ?? [];
        await chat.send({ channelId: 'general', authorId, content });
        await manager.settled();
      }
      const transcript = chat.messages().map(({ authorId, content }) => `${(authorId.startsWith('plugin:') ? 'plugin' : authorId).padEnd(6)} ${content}\n`);
      expect(transcript.join('')).toBe(output ?? '');
      expect(deliveries.flatMap((report) => report.deliveries).filter(({ outcome }) => outcome !== 'delivered')).toEqual([]);
    });
  }

  test('names every event and every method of the host', () => {
    const text = readGuide('message-processor.md');
    for (const { hook } of Object.values(HOST_EVENTS)) expect(text).toContain(`\`${hook}\``);
    for (const method of Object.keys(HOST_METHODS)) expect(text).toContain(`\`${method.split('.')[1] ?? ''}\``);
  });
});
