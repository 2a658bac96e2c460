import { describe, expect, test } from 'vitest';
import { parseTranscript } from '../../../../src/core/transcript/parse-transcript.ts';
import type { Action, Deed } from '../../../../src/core/transcript/transcript.ts';

const list = (text: string): readonly string[] => parseTranscript(text, 'x.chat').diagnostics.map(({ code, line, column }) => [code, line, column].filter((part) => part !== undefined).join(':'));

/** The last thing that happens in a transcript. */
function lastAction(text: string): Action | undefined {
  return parseTranscript(`bob: before\n${text}`, 'x.chat').scenes[0]?.steps.at(-1)?.action;
}

function firstDeed(text: string): Deed | undefined {
  const deed = parseTranscript(`ada: hi\n${text}`, 'x.chat').scenes[0]?.steps.at(-1)?.expected[0];
  return deed && Object.fromEntries(Object.entries(deed).filter(([key]) => key !== 'span')) as unknown as Deed;
}

const ACTIONS: readonly (readonly [string, Action])[] = [
  ['ada: hello', { type: 'says', who: 'ada', channelId: 'general', text: 'hello', isReply: false }],
  ['ada in games: a: b', { type: 'says', who: 'ada', channelId: 'games', text: 'a: b', isReply: false }],
  ['ada replies: yes', { type: 'says', who: 'ada', channelId: 'general', text: 'yes', isReply: true }],
  ['ada:', { type: 'says', who: 'ada', channelId: 'general', text: '', isReply: false }],
  ['ada: one\n  two\n\n    three', { type: 'says', who: 'ada', channelId: 'general', text: 'one\ntwo\n\n  three', isReply: false }],
  ['ada:\n    indented', { type: 'says', who: 'ada', channelId: 'general', text: '  indented', isReply: false }],
  ['ada edits: new', { type: 'edits', who: 'ada', text: 'new' }],
  ['ada edits "say "x"": new', { type: 'edits', who: 'ada', old: 'say "x"', text: 'new' }],
  ['ada deletes', { type: 'deletes', who: 'ada' }],
  ['ada deletes "old"', { type: 'deletes', who: 'ada', old: 'old' }],
  ['ada uploads a.txt in games: text', { type: 'uploads', who: 'ada', file: 'a.txt', channelId: 'games', text: 'text' }],
  ['ada uploads a.txt', { type: 'uploads', who: 'ada', file: 'a.txt', channelId: 'general', text: '' }],
  ['$ roll "two words"', { type: 'command', line: 'roll "two words"' }],
  ['--- 1h later', { type: 'wait', ms: 3_600_000 }],
  ['--- an hour later', { type: 'wait', ms: 3_600_000 }],
  ['--- 1.5 hours later ---', { type: 'wait', ms: 5_400_000 }],
  ['--- 2 days, 3 hours and 1 minute later', { type: 'wait', ms: 183_660_000 }],
  ['--- until 2026-03-29T01:00:00Z', { type: 'wait-until', moment: Date.UTC(2026, 2, 29, 1) }],
  ['GET https://a.example/x/* answers {"a": 1}', { type: 'server', target: 'GET https://a.example/x/*', answer: { status: 200, json: { a: 1 } } }],
  ['POST https://a.example/ answers 404', { type: 'server', target: 'POST https://a.example/', answer: { status: 404 } }],
  ['GET https://a.example/ answers 200 2000 people', { type: 'server', target: 'GET https://a.example/', answer: { status: 200, text: '2000 people' } }],
  ['* https://a.example/* fails', { type: 'server', target: '* https://a.example/*' }],
  ['model: Hello.', { type: 'model', reply: 'Hello.' }],
  ['model fails', { type: 'model', reply: { status: 503 } }],
  ['model fails 429', { type: 'model', reply: { status: 429 } }],
  ['settings: {\n  "a": 1\n  }', { type: 'settings', values: { a: 1 } }],
  ['storage: {"a": [1]}', { type: 'storage', values: { a: [1] } }],
  ['plugin restarts', { type: 'restarts' }],
];

const DEEDS: readonly (readonly [string, Deed])[] = [
  ['plugin: hello', { kind: 'says', channelId: 'general', text: 'hello' }],
  ['plugin replies in games: hello', { kind: 'says', channelId: 'games', text: 'hello', isReply: true }],
  ['plugin: # no comment\n  # neither', { kind: 'says', channelId: 'general', text: '# no comment\n# neither' }],
  ['plugin edits in games: x', { kind: 'edits', channelId: 'games', text: 'x' }],
  ['plugin deletes "x"', { kind: 'deletes', channelId: 'general', text: 'x' }],
  ['plugin uploads a.txt', { kind: 'uploads', channelId: 'general', text: 'a.txt' }],
  ['plugin fails: TypeError: x', { kind: 'fails', text: 'TypeError: x' }],
  ['>   two blanks', { kind: 'prints', text: '  two blanks' }],
  ['>', { kind: 'prints', text: '' }],
  ['! oh', { kind: 'complains', text: 'oh' }],
  ['exit 2', { kind: 'exits', text: '2' }],
];

const PROBLEMS: readonly (readonly [string, readonly string[]])[] = [
  ['hello', ['PLX4340:1:1', 'PLX4344']],
  ['ada:hello', ['PLX4340:1:1', 'PLX4344']],
  ['  ada: hello', ['PLX4340:1:3', 'PLX4344']],
  ['https://a.example/ is down', ['PLX4340:1:1', 'PLX4344']],
  ['', ['PLX4344']],
  ['# only a comment\nsettings: {"a": 1}', ['PLX4344']],
  ['ada: x\nseed: 3', ['PLX4342:2:7']],
  ['settings: {a: 1}\nada: x', ['PLX4343:1:11']],
  ['settings: [1]\nada: x', ['PLX4343:1:11']],
  ['GET https://a.example/ answers {"a"\nada: x', ['PLX4343:1:32']],
  ['== empty\n== full\nada: x', ['PLX4345:1:4']],
  ['== a\nada: x\n== a\nada: x', ['PLX4346:3:4']],
  ['ada: x\nplugin: {/(/}', ['PLX4347:2:9']],
  ['ada: x\n--- later', ['PLX4348:2:5']],
  ['ada: x\n--- 3 apples later', ['PLX4348:2:5']],
  ['now: yesterday\nada: x', ['PLX4349:1:6']],
  ['seed: 1.5\nada: x', ['PLX4349:1:7']],
];

describe('parseTranscript', () => {
  for (const [text, action] of ACTIONS) test(`reads ${JSON.stringify(text)}`, () => { expect(lastAction(text)).toEqual(action); });
  for (const [text, deed] of DEEDS) test(`expects ${JSON.stringify(text)}`, () => { expect(firstDeed(text)).toEqual(deed); });
  for (const [text, problems] of PROBLEMS) test(`refuses ${JSON.stringify(text)}`, () => { expect(list(text)).toEqual(problems); });

  test('reports every problem at once', () => {
    expect(list('seed: x\nhello\nada: x\nnow: 2026-01-01\n--- soon\n')).toEqual(['PLX4349:1:7', 'PLX4340:2:1', 'PLX4342:4:6', 'PLX4348:5:5']);
  });

  test('takes what stands before the first heading to every scene, unless somebody has spoken', () => {
    const { scenes } = parseTranscript('seed: 3\nsettings: {"a": 1}\nmodel: x\n== one\nsettings: {"b": 2}\nada: x\n== two\ngrants: nothing\nplugin says nothing\n', 'x.chat');
    expect(scenes.map(({ name, setup }) => ({ name, ...setup }))).toEqual([
      { name: 'one', seed: 3, settings: { a: 1, b: 2 }, outside: [{ type: 'model', reply: 'x' }] },
      { name: 'two', seed: 3, settings: { a: 1 }, grants: [], outside: [{ type: 'model', reply: 'x' }] },
    ]);
  });

  test('calls what has no heading a conversation', () => {
    expect(parseTranscript('ada: x\n== next\nada: y', 'x.chat').scenes.map(({ name, span }) => [name, span.line])).toEqual([['conversation', 1], ['next', 2]]);
  });

  test('reads files of Windows, with a byte order mark', () => {
    const [scene] = parseTranscript('\uFEFFada: x\r\n  y\r\nplugin: z\r\n', 'x.chat').scenes;
    expect(scene?.steps.at(-1)).toMatchObject({ action: { text: 'x\ny' }, expected: [{ text: 'z' }] });
  });
});
