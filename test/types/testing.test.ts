import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compilePlugin } from '../helpers/compile-plugin.ts';

const root = join(import.meta.dirname, '..', '..');
// The test host's own sources are compiled along, and they are a program for Node.
const OPTIONS = { types: ['node'], lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'], skipLibCheck: true, erasableSyntaxOnly: true, paths: { 'plexi-plugin/testing': [join(root, 'src/testing/index.ts')] } };

const TEST = `import { createAnalyticsEvent, createAnnouncedEvent, createCallEvent, createMessageEvent, createParticipantEvent, createStreamEvent, createTestHost, expect, type Denial, type JsonValue, type LogRecord, type Message, type ModelTurn, type TestHost } from 'plexi-plugin/testing';

export async function example(): Promise<void> {
  const host: TestHost = await createTestHost({ config: { top: 2 }, grants: ['messages.read'], now: '2026-01-01', seed: 3, directory: '.' });
  const answers: readonly Message[] = await host.receive('!weather');
  await host.receive({ content: 'x', channelId: 'general' });
  await host.receive(createMessageEvent({ type: 'message.edited', id: 'm' }));
  await host.deliver(createCallEvent({ type: 'call.ended', call: { id: 'call-1' } }));
  await host.deliver(createParticipantEvent({ userId: 'bob', isMuted: true }));
  await host.deliver(createStreamEvent({ type: 'stream.ended', kind: 'video' }));
  await host.deliver(createAnalyticsEvent({ name: 'x', properties: { y: 1 } }));
  await host.deliver(createAnnouncedEvent('votes:cast', { by: 'ada' }));
  const said: readonly Message[] = await host.user('ada').in('games').says('x');
  await host.user('ada').edits('x', said[0]);
  const status: number = (await host.post('/notes', { text: 'x' }, { user: { id: 'ada', permissions: [] } })).status + host.tasks.all.length;
  const lists: readonly [readonly LogRecord[], readonly Denial[], Message | undefined] = [host.logs, host.denials, host.lastMessage];
  const value: JsonValue | undefined = await host.storage.get('x');
  await host.clock.advance('1h');
  expect(host).toHaveSentMessage(/x/);
  expect(host).not.toHaveSentMessage({ content: expect.stringContaining('x'), channelId: 'general' });
  expect(host).toHaveSentNothing();
  expect(host).toHaveLogged('warn', /x/);
  expect(host).toBeDeniedPermission('messages.write');
  const turn: ModelTurn = { stream: ['a', 'b'], pause: '1s', breakAfter: 1 };
  host.ai.script('x', turn, { text: 'x', delay: 5 }, { status: 429, retryAfter: '30s' }, async ({ messages }) => messages[0]?.content ?? '');
  host.ai.when(/x/, 'y');
  host.ai.when(({ temperature }) => temperature === 0, turn, 'y');
  expect(host).toHaveAskedModel();
  expect(host).not.toHaveAskedModel({ temperature: 0, messages: expect.arrayContaining([]) });
  expect([answers, lists, value, status]).toBeDefined();
`;

const REFUSED = [
  ['a log level that does not exist', `expect(host).toHaveLogged('loud', 'x');`],
  ['a field that messages do not have', `expect(host).toHaveSentMessage({ contents: 'x' });`],
  ['an argument where none is taken', `expect(host).toHaveSentNothing('x');`],
  ['a matcher that does not exist', `expect(host).toHaveSentEverything();`],
  ['an event that does not exist', `createMessageEvent({ type: 'message.burnt' });`],
  ['an event of a call that does not exist', `createCallEvent({ type: 'participant.joined' });`],
  ['an event of the host that is not one', `await host.announce('evening');`],
  ['something that users cannot do', `await host.user('ada').shouts('x');`],
  ['a turn that says and fails', `host.ai.script({ text: 'x', status: 429 });`],
  ['a rule without an answer', `host.ai.when(/x/);`],
  ['a field that questions do not have', `expect(host).toHaveAskedModel({ prompt: 'x' });`],
  ['an option that does not exist', `await createTestHost({ settings: {} });`],
] as const;

describe('the types of plexi-plugin/testing', () => {
  test('accept what the guide shows, and refuse what would fail when it runs', () => {
    const refused = REFUSED.map(([, line]) => line);
    const problems = compilePlugin({ 'example.ts': `${TEST}  ${refused.join('\n  ')}\n}\n` }, OPTIONS).filter((problem) => problem.includes('example.ts'));
    const first = TEST.split('\n').length;
    expect(problems.map((problem) => Number(/:(\d+) /.exec(problem)?.[1]) - first)).toEqual(REFUSED.map((_, index) => index));
  });
});
