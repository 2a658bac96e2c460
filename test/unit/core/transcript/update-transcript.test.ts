import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDeeds } from '../../../../src/core/transcript/compare-deeds.ts';
import { parseTranscript } from '../../../../src/core/transcript/parse-transcript.ts';
import type { Deed, Step } from '../../../../src/core/transcript/transcript.ts';
import { updateTranscript } from '../../../../src/core/transcript/update-transcript.ts';

const says = (text: string, channelId = 'general', isReply = false): Deed => ({ kind: 'says', channelId, text, isReply });

function listSteps(text: string): readonly Step[] {
  return parseTranscript(text, 'x.chat').scenes.flatMap(({ steps }) => steps);
}

/** Updates a text; what happens is given for each step, the start included. */
function update(text: string, actual: readonly (readonly Deed[])[]): string {
  return updateTranscript(text, listSteps(text).map((step, index) => ({ step, actual: actual[index] ?? [] })));
}

const CASES: readonly (readonly [string, string, readonly (readonly Deed[])[], string])[] = [
  ['leaves what is right', '# c\nada: x\nplugin: {word}\n\n# end\n', [[], [says('yes')]], '# c\nada: x\nplugin: {word}\n\n# end\n'],
  ['changes what is wrong, and keeps comments', 'ada: x\n# why\nplugin: a\n# and\nplugin: b\n', [[], [says('A'), says('b')]], 'ada: x\n# why\nplugin: A\n# and\nplugin: b\n'],
  ['adds what is missing, in its place', 'ada: x\nplugin: b\nada: y\n', [[], [says('a'), says('b'), says('c')], []], 'ada: x\nplugin: a\nplugin: b\nplugin: c\nada: y\n'],
  ['takes away what does not happen', 'ada: x\nplugin: a\nplugin: b\n', [[], [says('b')]], 'ada: x\nplugin: b\n'],
  ['says that nothing happens any more', 'ada: x\n# why\nplugin: a\nplugin: b\nada: y\n', [[], [], []], 'ada: x\n# why\nplugin says nothing\nada: y\n'],
  ['takes back that nothing happens', 'ada: x\nplugin says nothing\n', [[], [says('a')]], 'ada: x\nplugin: a\n'],
  ['says where', 'ada: x\n', [[], [says('a', 'games')]], 'ada: x\nplugin in games: a\n'],
  ['keeps that it answers', 'ada: x\nplugin replies: a\n', [[], [says('b', 'general', true)]], 'ada: x\nplugin replies: b\n'],
  ['writes texts of several lines', 'ada: x\n  y\nplugin: a\n  b\n', [[], [says('  1\n\n  2\n')]], 'ada: x\n  y\nplugin:\n    1\n\n    2\n'],
  ['writes what looks like a placeholder so that it is none', 'ada: x\n', [[], [says('{any}')]], 'ada: x\nplugin: \\{any}\n'],
  ['writes what happens at the start below the setup', 'seed: 3\nsettings: {}\n\nada: x\n', [[says('hi')]], 'seed: 3\nsettings: {}\nplugin: hi\n\nada: x\n'],
  ['writes what happens at the start before anything else', 'ada: x\n', [[says('hi')]], 'plugin: hi\nada: x\n'],
  ['writes below headings', '== a\nada: x\n== b\nada: y\n', [[says('hi')], [], [says('ho')], [says('y')]], '== a\nplugin: hi\nada: x\n== b\nplugin: ho\nada: y\nplugin: y\n'],
  ['writes what commands print', '$ x\n> a\nexit 1\n', [[], [{ kind: 'prints', text: 'b' }, { kind: 'complains', text: '' }]], '$ x\n> b\n!\n'],
  ['names what was deleted on one line', 'ada: x\n', [[], [{ kind: 'deletes', channelId: 'general', text: 'a\nb' }]], 'ada: x\nplugin deletes "a{any}"\n'],
  ['never expects a failure', 'ada: x\n', [[], [{ kind: 'fails', text: 'Error: x' }]], 'ada: x\n'],
  ['keeps how lines end', 'ada: x\r\nplugin: a', [[], [says('b'), says('c')]], 'ada: x\r\nplugin: b\r\nplugin: c'],
];

describe('updateTranscript', () => {
  for (const [name, before, actual, after] of CASES) {
    test(name, () => {
      expect(update(before, actual)).toBe(after);
      expect(update(after, actual)).toBe(after);
    });
  }

  test('always writes what expects exactly what happened', () => {
    const text = fc.array(fc.constantFrom('a', ' ', '\n', '{any}', '\\', '#', ':', '"', '  b'), { maxLength: 6 }).map((parts) => parts.join(''));
    const deed = fc.oneof(fc.tuple(text, fc.constantFrom('general', 'games')).map(([said, place]) => says(said, place)), text.map((said): Deed => ({ kind: 'edits', channelId: 'general', text: said })));
    fc.assert(fc.property(fc.array(deed, { maxLength: 5 }), fc.array(deed, { maxLength: 5 }), (before, after) => {
      const written = update(update('# top\nada: x\n\nbob: y\n', [[], before]), [[], after]);
      const [, step] = listSteps(written);
      expect(compareDeeds(step?.expected ?? [], after).filter(({ isEqual }) => !isEqual)).toEqual([]);
      expect(written).toMatch(/^# top\nada: x\n[^]*\n\nbob: y\n$|^# top\nada: x\n\nbob: y\n$/);
    }));
  });
});
