import { TASK } from '../../../host/tasks/task-type.ts';
import { listConversation, ORDINARY } from '../messages.ts';
import { asText, hears, renderValue, type Exercise, type Offered, type Use } from './exercise.ts';

const LONGEST_MESSAGE = 4_000;
const HELLO = 'Hello, world!\n';

/** People write, change and delete messages. */
export const useMessages: Use = (offered) => {
  const texts = offered.isThorough ? listConversation(offered.commands) : [...ORDINARY, ...offered.commands];
  return [
    ...when(offered, ['message.received'], texts.map((content) => event({
      name: `the message ${JSON.stringify(content)}`,
      input: content,
      inputs: { type: 'string', maxLength: LONGEST_MESSAGE },
      run: (host, text) => host.receive(asText(text)),
      render: (text) => `await host.receive(${renderValue(text)});`,
    }))),
    ...when(offered, ['message.sent'], [event({
      name: 'a message of another plugin',
      input: ORDINARY[0] ?? '',
      inputs: { type: 'string', minLength: 1, maxLength: LONGEST_MESSAGE },
      run: (host, text) => host.receive({ type: 'message.sent', authorId: 'plugin:echo', content: asText(text) }),
      render: (text) => `await host.receive({ type: 'message.sent', authorId: 'plugin:echo', content: ${renderValue(text)} });`,
    })]),
    ...when(offered, ['message.edited', 'message.deleted'], [event({
      name: 'a message that is changed and deleted',
      input: ORDINARY[1] ?? '',
      inputs: { type: 'string', minLength: 1, maxLength: LONGEST_MESSAGE },
      async run(host, text) {
        // The plugin may have deleted it already: moderators are there for that.
        const isThere = (): boolean => host.messages().some(({ id }) => id === 'changing');
        await host.receive({ id: 'changing', content: 'Let me think.' });
        if (isThere()) await host.edit('changing', asText(text));
        if (isThere()) await host.delete('changing');
      },
      render: (text) => `await host.receive({ id: 'changing', content: 'Let me think.' });\n  await host.edit('changing', ${renderValue(text)});\n  await host.delete('changing');`,
    })]),
  ];
};

/** People upload, read and delete files. */
export const useFiles: Use = (offered) =>
  when(offered, ['file.uploaded', 'file.downloaded', 'file.deleted'], [event({
    name: 'a file that is uploaded, read and deleted',
    input: HELLO,
    inputs: { type: 'string', maxLength: LONGEST_MESSAGE },
    async run(host, content) {
      const file = await host.files.upload({ name: 'hello.txt', content: asText(content) });
      // The plugin may have deleted it already: some are there for that.
      if (!host.files.all.some(({ id }) => id === file.id)) return;
      await host.files.download(file);
      if (host.files.all.some(({ id }) => id === file.id)) await host.files.delete(file);
    },
    render: (content) => `await host.files.upload({ name: 'hello.txt', content: ${renderValue(content)} });`,
  })]);

/** People call each other. */
export const useCalls: Use = (offered) =>
  when(offered, ['call.started', 'call.ended', 'participant.joined', 'participant.left', 'stream.started', 'stream.ended'], [event({
    name: 'a call of two',
    input: null,
    async run({ media }) {
      const callId = await media.startCall();
      for (const userId of ['alice', 'bob']) await media.join(callId, userId);
      const stream = await media.startStream({ callId, userId: 'alice', kind: 'audio', source: 'microphone' });
      await media.endStream(stream);
      await media.leave(callId, 'bob');
      await media.endCall(callId);
    },
    render: () => `const call = await host.media.startCall();\n  await host.media.join(call, 'alice');\n  await host.media.endCall(call);`,
  })]);

/** The host counts what people do. */
export const useAnalytics: Use = (offered) =>
  when(offered, ['analytics.tracked'], [event({
    name: 'something to count',
    input: 'message.written',
    inputs: { type: 'string', minLength: 1, maxLength: 100 },
    run: (host, name) => host.during(() => host.analytics.track(asText(name), { length: 12 }, 'alice')),
    render: (name) => `await host.analytics.track(${renderValue(name)}, { length: 12 }, 'alice');`,
  })]);

/** Other plugins come and go. What plugins announce to each other only they can know. */
export const useAnnouncements: Use = (offered) =>
  ['plugin.enabled', 'plugin.disabled'].flatMap((name) => when(offered, [name], [event({
    name: `the event "${name}"`,
    input: { plugin: 'another', version: '1.0.0' },
    run: (host, data) => host.deliver({ id: 'event-1', type: name, timestamp: host.clock.now.toISOString(), source: 'host', data }),
    render: () => `// another plugin comes or goes: ${name}`,
  })]));

/** Background tasks are due. */
export const useTasks: Use = ({ extensions }) =>
  extensions.list({ contribution: TASK }).flatMap(({ contributions }) => contributions.filter(({ type }) => type === TASK)).map(({ name }) => ({
    name: `the task "${name}"`,
    // The host writes down how it ended, and tries again.
    isAnswered: true,
    input: null,
    run: (host) => host.tasks.run(name),
    render: () => `await host.clock.advance('1d');`,
  }));

function event(exercise: Omit<Exercise, 'isAnswered'>): Exercise {
  return { ...exercise, isAnswered: false };
}

function when(offered: Offered, types: readonly string[], exercises: readonly Exercise[]): readonly Exercise[] {
  return types.some((type) => hears(offered, type)) ? exercises : [];
}
