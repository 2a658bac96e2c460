import type { Message } from '../../../../sdk/capabilities/messages.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { createMessageEvent } from '../../message-event.ts';
import type { ContractCheck } from '../contract.ts';
import { listConversation, ORDINARY, talk } from '../messages.ts';

const LONGEST_MESSAGE = 4_000;
const BURST = 50;
const ROUNDS = 5;
const MOST_ECHOES = 5;

// Joined emoji, combining marks, right-to-left text with its marks, characters of two units at the edge of a cut, a null
// character. Halves of characters are not among them: no chat lets them in.
const UNICODE = ['👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301', '\u202Eשלום עולם\u202C مرحبا', '𝒳 \u0000 \uFFFD', `x${'😀'.repeat(100)}`, '﷽﷽﷽ \u200B\u2028'];

// Names that every object has, patterns, markup, and what looks like a path, a command or a date.
const SPECIAL = ['__proto__', 'constructor', 'toString', '.*+?^${}()|[]\\', '<script>', '../../../etc/passwd', 'NaN', '-1', '@@@', '"\'`'];

/** What a message processor must do with messages. */
export const messageProcessorChecks: readonly ContractCheck[] = [
  {
    name: 'hears messages',
    proves: 'The plugin implements at least one of the hooks that bring messages: without one it would never do anything.',
    code: 'PLX4225',
    needs: 'starts',
    async run(context) {
      const { plugin } = await context.start();
      const isDeaf = plugin.entries.every(({ hooks }) => !hooks.some((hook) => hook.startsWith('onMessage')));
      return isDeaf ? { reason: 'it implements no hook such as "onMessageReceived"' } : undefined;
    },
  },
  {
    name: 'handles ordinary messages',
    proves: 'Small talk, and every command that was found in the code or the settings, with and without arguments, end without an error and within the limits of the sandbox.',
    code: 'PLX4230',
    needs: 'starts',
    run: async (context) => {
      const host = await context.start();
      for (const content of listConversation(context.commands)) await host.receive(content);
      return undefined;
    },
  },
  trial('handles an empty message', 'PLX4231', 'A message may have no text, for example when it carries only a file.', ['', ' ', '\n\n']),
  trial('handles a very long message', 'PLX4232', `A text of ${LONGEST_MESSAGE} characters, the longest that a chat takes, alone and after each command, ends without an error and within the limits.`, [
    'x'.repeat(LONGEST_MESSAGE),
    'word '.repeat(LONGEST_MESSAGE / 5),
  ]),
  trial('handles every writing', 'PLX4233', 'Emoji made of several characters, right-to-left text, invisible characters and cuts in the middle of a character do no harm.', UNICODE),
  trial('handles special words', 'PLX4234', 'Words that mean something to programs ("__proto__", patterns, markup) are only words to the plugin.', SPECIAL),
  {
    name: 'handles the same event twice',
    proves: 'After a crash a host delivers an event again, with the same id: the plugin stays calm.',
    code: 'PLX4235',
    needs: 'handles ordinary messages',
    async run({ start, commands }) {
      const host = await start();
      for (const content of [...ORDINARY, ...commands]) {
        const event = createMessageEvent({ content, createdAt: host.clock.now.toISOString() });
        await host.deliver(event);
        await host.deliver(event);
      }
      return undefined;
    },
  },
  {
    name: 'handles edited messages',
    proves: 'A message that changes, once or often, known or from before the plugin was there, does no harm.',
    code: 'PLX4236',
    needs: 'starts',
    async run({ start, commands }) {
      const host = await start();
      for (const content of [...ORDINARY, ...commands, '']) {
        await host.receive({ type: 'message.edited', content, id: 'edited', editedAt: host.clock.now.toISOString() });
      }
      return undefined;
    },
  },
  {
    name: 'handles deleted messages',
    proves: 'A message that is deleted, also one that the plugin has answered or never seen, does no harm.',
    code: 'PLX4237',
    needs: 'handles ordinary messages',
    async run({ start, commands }) {
      const host = await start();
      for (const content of [...ORDINARY, ...commands]) {
        await host.receive(content);
        // A plugin may take its answers back itself when the question goes.
        for (let [message] = host.messages(); message !== undefined; [message] = host.messages()) await host.delete(message);
      }
      await host.receive({ type: 'message.deleted', id: 'never-seen', content: 'gone' });
      return undefined;
    },
  },
  {
    name: 'keeps up with a burst',
    proves: `${BURST} messages at once, in several channels, are dealt with within the limits for time, memory and calls.`,
    code: 'PLX4238',
    needs: 'handles ordinary messages',
    async run({ start, commands }) {
      const host = await start();
      const texts = [...ORDINARY, ...commands];
      await Promise.all(
        Array.from({ length: BURST }, (_, index) => host.receive({ content: texts[index % texts.length] ?? '', channelId: `channel-${index % 5}` })),
      );
      return undefined;
    },
  },
  {
    name: 'does not talk to itself',
    proves: `When another plugin says what this one has said, as a second copy of it would, the talk ends within ${ROUNDS} rounds.`,
    code: 'PLX4239',
    needs: 'handles ordinary messages',
    async run({ start, commands }) {
      const host = await start();
      let said: readonly Message[] = await say(host, [...ORDINARY, ...commands.map((command) => `${command} help`)]);
      for (let round = 1; round <= ROUNDS && said.length > 0; round++) said = await echo(host, said.slice(0, MOST_ECHOES));
      return said.length === 0 ? undefined : { reason: `it still answers after ${ROUNDS} rounds, at last with ${JSON.stringify(said[0]?.content)}` };
    },
  },
];

function trial(name: string, code: ContractCheck['code'], proves: string, texts: readonly string[]): ContractCheck {
  return {
    name,
    proves,
    code,
    needs: 'handles ordinary messages',
    async run(context) {
      await talk(await context.start(), context, texts);
      return undefined;
    },
  };
}

async function say(host: LiveTestHost, texts: readonly string[]): Promise<readonly Message[]> {
  const answers: Message[] = [];
  for (const text of texts) answers.push(...(await host.receive(text)));
  return answers;
}

async function echo(host: LiveTestHost, said: readonly Message[]): Promise<readonly Message[]> {
  const answers: Message[] = [];
  for (const { content, channelId } of said) {
    answers.push(...(await host.receive({ type: 'message.sent', content, channelId, authorId: 'plugin:echo' })));
  }
  return answers;
}
