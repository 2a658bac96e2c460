import { describe, expect, test } from 'vitest';
import { HOST_EVENTS } from '../../../src/core/permissions/methods.ts';
import { PLUGIN_EVENTS } from '../../../src/core/events/event-names.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { compilePlugin } from '../../helpers/compile-plugin.ts';
import { listGuideExamples, readGuide } from '../../helpers/guide-examples.ts';
import { openHost } from './open-host.ts';

const EXAMPLES = listGuideExamples('events.md').filter(({ language }) => language === 'ts');

describe('the guide to events', () => {
  test('compiles, every example of it', () => {
    expect(compilePlugin(Object.fromEntries(EXAMPLES.map(({ line, code }) => [`line-${String(line)}.ts`, code])))).toEqual([]);
  });

  for (const { line, code, output = '' } of EXAMPLES) {
    test(`shows at line ${String(line)} what really happens`, async () => {
      const { manager, chat, start } = openHost();
      await start(await buildPlugin(code, { webhooks: ['weather.alert.created'] }));
      for (const [, said = ''] of output.matchAll(/^ada: (.*)$/gm)) await chat.send({ channelId: 'general', authorId: 'ada', content: said });
      await manager.settled();
      await manager.announce('host.evening', 18);
      await manager.settled();
      expect(chat.messages().map(({ authorId, content }) => `${authorId.replace(/:.*/, '')}: ${content}\n`).join('')).toBe(output);
    });
  }

  test('names every event of messages and of plugins', () => {
    const text = readGuide('events.md');
    for (const event of [...Object.keys(HOST_EVENTS).filter((each) => each.startsWith('message.')), ...PLUGIN_EVENTS]) expect(text).toContain(`\`${event}\``);
  });
});
