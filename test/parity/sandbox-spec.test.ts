import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const spec = readFileSync(join(root, 'docs/spec/sandbox.md'), 'utf8');

interface Clause {
  readonly number: string;
  readonly text: string;
}

const clauses: readonly Clause[] = spec
  .split(/^(?=\d+\.\d+\. )/m)
  .slice(1)
  .map((text) => ({ number: /^\d+\.\d+/.exec(text)?.[0] ?? '', text: text.replace(/\s+/g, ' ') }));

/** The tests a clause names: a file, then parts of names. */
function readTests({ text }: Clause): readonly { file: string; name: string }[] {
  const [, list = ''] = text.split('Tests: ');
  let file = '';
  return [...list.matchAll(/`([^`]+)`/g)].flatMap(([, quoted = '']) => {
    if (quoted.startsWith('test/')) file = quoted;
    return quoted.startsWith('test/') ? [] : [{ file, name: quoted }];
  });
}

describe('docs/spec/sandbox.md', () => {
  const promises = clauses.filter(({ number }) => !number.startsWith('5.'));

  test('has clauses', () => {
    expect(promises.length).toBeGreaterThan(20);
  });

  for (const clause of promises) {
    test(`${clause.number} names tests that exist`, () => {
      const tests = readTests(clause);
      expect(tests).not.toEqual([]);
      for (const { file, name } of tests) expect(readFileSync(join(root, file), 'utf8')).toContain(name);
    });
  }
});
