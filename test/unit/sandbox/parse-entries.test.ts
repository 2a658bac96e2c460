import { describe, expect, test } from 'vitest';
import { parseEntries } from '../../../src/sandbox/parse-entries.ts';

const entry = { entry: 'src/index.ts', kind: 'message-processor', hooks: ['onLoad'], contributions: [] };
const action = { type: 'action', name: 'search', options: { description: 'Searches.' } };

describe('parseEntries', () => {
  test('reads what a bundle registered', () => {
    const two = [entry, { ...entry, entry: 'src/other.ts:Other', contributions: [action, { ...action, type: 'command' }] }];
    expect(parseEntries(JSON.stringify(two))).toEqual(two);
  });

  const REFUSED: readonly (readonly [string, string, string])[] = [
    ['nothing', '', 'never called'],
    ['no list', '{}', 'registered none'],
    ['an empty list', '[]', 'registered none'],
    ['no JSON', '[', 'not JSON'],
    ['no entry', '[{}]', 'one has no entry'],
    ['null', '[null]', 'one has no entry'],
    ['hooks that are no names', JSON.stringify([{ ...entry, hooks: [1] }]), 'one has no entry'],
    ['an endless name', JSON.stringify([{ ...entry, kind: 'x'.repeat(1000) }]), 'one has no entry'],
    ['too many hooks', JSON.stringify([{ ...entry, hooks: Array(2000).fill('x') }]), 'one has no entry'],
    ['too many entries', JSON.stringify(Array(200).fill(entry)), 'more than'],
    ['no contributions', JSON.stringify([{ ...entry, contributions: null }]), 'one has no entry'],
    ['a contribution without options', JSON.stringify([{ ...entry, contributions: [{ type: 'action', name: 'search' }] }]), 'one has no entry'],
    ['a contribution without a name', JSON.stringify([{ ...entry, contributions: [{ ...action, name: '' }] }]), 'one has no entry'],
    ['too many contributions', JSON.stringify([{ ...entry, contributions: Array(6000).fill(action) }]), 'one has no entry'],
    ['one contribution twice', JSON.stringify([{ ...entry, contributions: [action, action] }]), 'contributes something twice'],
    ['a text without end', ' '.repeat(5_000_000), 'more than'],
    ['one entry twice', JSON.stringify([entry, entry]), 'registered twice'],
  ];
  for (const [name, text, reason] of REFUSED) {
    test(`refuses ${name}`, () => {
      expect(parseEntries(text)).toContain(reason);
    });
  }
});
