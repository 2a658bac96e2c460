import { expect, test } from 'vitest';
import { aiMethods } from '../../../../src/host/methods/ai.ts';
import type { MethodContext } from '../../../../src/host/methods/method.ts';
import { createPluginScope, type LiveScope } from '../../../../src/host/plugin-scope.ts';
import { createPluginStreams } from '../../../../src/host/plugin-streams.ts';
import { createRefuseCall } from '../../../../src/host/refuse-call.ts';
import { createFakeAi } from '../../../../src/host/services/fake-ai.ts';

const MESSAGES = [{ role: 'user', content: 'Is anybody there?' }];

/** A plugin's scope that counts who waits for its end. */
function countWaiting(): { readonly scope: LiveScope; readonly waiting: () => number } {
  const scope = createPluginScope(() => Promise.resolve(null));
  let waiting = 0;
  const onDisable: LiveScope['onDisable'] = (run) => {
    waiting++;
    const release = scope.onDisable(run);
    return () => {
      waiting--;
      release();
    };
  };
  return { scope: { ...scope, onDisable }, waiting: () => waiting };
}

test('a question leaves nothing behind once it is answered, whole or in pieces, to its end or not', async () => {
  const { scope, waiting } = countWaiting();
  const streams = createPluginStreams(scope, createRefuseCall({ plugin: 'weather', requested: new Set(), onDenial: () => undefined }));
  const ai = createFakeAi();
  ai.reply('Yes, I am.', 'Yes, I am.', 'Yes, I am.');
  const context = { ai, scope, streams } as unknown as MethodContext;
  await aiMethods['ai.chat']({ messages: MESSAGES }, context);
  expect(waiting()).toBe(0);
  const whole = (await aiMethods['ai.stream']({ messages: MESSAGES }, context)) as { readonly stream: number };
  while (!('done' in (await streams.next(whole.stream))));
  expect(waiting()).toBe(0);
  const cut = (await aiMethods['ai.stream']({ messages: MESSAGES }, context)) as { readonly stream: number };
  await streams.next(cut.stream);
  expect(waiting()).toBe(1);
  await streams.cancel(cut.stream);
  expect(waiting()).toBe(0);
});
