import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { checkEntries } from '../../../src/host/check-entries.ts';

const manifest: Manifest = {
  name: 'weather',
  version: '1.0.0',
  description: 'Tells the weather.',
  author: 'Alice',
  entry_points: { message_handlers: ['src/a.ts', 'src/b.ts:B'] },
};

const entry = (name: string, kind = 'message-processor') => ({ entry: name, kind, hooks: ['onLoad'] });

const REFUSED = [
  ['nothing', []],
  ['less than the manifest names', [entry('src/a.ts')]],
  ['more than the manifest names', [entry('src/a.ts'), entry('src/b.ts:B'), entry('src/c.ts')]],
  ['another entry point', [entry('src/a.ts'), entry('src/b.ts:C')]],
  ['the same one twice', [entry('src/a.ts'), entry('src/a.ts')]],
  ['another kind', [entry('src/a.ts'), entry('src/b.ts:B', 'tool')]],
] as const;

describe('checkEntries', () => {
  test('accepts what the manifest names, in any order', () => {
    expect(() => { checkEntries(manifest, [entry('src/b.ts:B'), entry('src/a.ts')]); }).not.toThrow();
  });

  for (const [what, entries] of REFUSED) {
    test(`refuses a bundle that registers ${what} with PLX4106`, () => {
      expect(() => { checkEntries(manifest, entries); }).toThrowCode('PLX4106');
    });
  }
});
