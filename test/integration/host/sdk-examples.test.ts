import { describe, expect, test } from 'vitest';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { listSdkExamples } from '../../helpers/sdk-examples.ts';
import { openHost } from './open-host.ts';

const RUNNABLE = listSdkExamples().filter(({ code }) => code.includes('export '));

// Words that the examples listen to: each example hears all of them.
const SAID = ['hello', '!echo twice', '!summary', '!here Oslo', '!where', '!thanks'];

/** What the examples answer, by place; an example that only listens answers nothing. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  'Echo': ['twice'],
  'Summary': ['3 messages, this one not counted'],
  'Weather': ['Oslo'],
  'Greeter': SAID.map(() => 'Hello!'),
};

describe('the examples in the SDK run', () => {
  for (const { place, code } of RUNNABLE) {
    test(place, async () => {
      const name = /(?:class|const) (\w+)/.exec(code)?.[1] ?? '';
      const entry = code.includes('export default') ? 'src/index.ts' : `src/index.ts:${name}`;
      const { start, say, answers, deliveries } = openHost();
      await start(await buildPlugin(code, { entry_point: entry }));
      for (const content of SAID) await say(content);
      const outcomes = deliveries.flatMap((report) => report.deliveries.map(({ outcome }) => outcome));
      expect(outcomes).toEqual(code.includes('onMessageReceived') ? SAID.map(() => 'delivered') : []);
      expect(answers()).toEqual(ANSWERS[name] ?? []);
    });
  }

  test('and there is one for every class and capability', () => {
    expect(RUNNABLE.length).toBeGreaterThanOrEqual(8);
  });
});
