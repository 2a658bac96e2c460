import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const pages = readdirSync(join(root, 'docs/spec')).filter((name) => name.endsWith('.md'));

interface Clause {
  readonly number: string;
  readonly text: string;
}

/** The clauses of a page that promise something: what it does not promise has no tests. */
function readClauses(page: string): readonly Clause[] {
  const promises = readFileSync(join(root, 'docs/spec', page), 'utf8').split(/^## (?:\d+\. )?What this does not promise$/m)[0] ?? '';
  return promises
    .split(/^(?=\d+\.\d+\. )/m)
    .slice(1)
    .map((text) => ({ number: /^\d+\.\d+/.exec(text)?.[0] ?? '', text: text.replace(/\s+/g, ' ') }));
}

/** The tests a clause names: a file, then parts of names. */
function readTests({ text }: Clause): readonly { file: string; name: string }[] {
  const [, list = ''] = text.split('Tests: ');
  let file = '';
  return [...list.matchAll(/`([^`]+)`/g)].flatMap(([, quoted = '']) => {
    if (quoted.startsWith('test/')) file = quoted;
    return quoted.startsWith('test/') ? [] : [{ file, name: quoted }];
  });
}

describe.each(pages)('docs/spec/%s', (page) => {
  const clauses = readClauses(page);

  test('has clauses', () => {
    expect(clauses.length).toBeGreaterThan(10);
  });

  for (const clause of clauses) {
    test(`${clause.number} names tests that exist`, () => {
      const tests = readTests(clause);
      expect(tests).not.toEqual([]);
      for (const { file, name } of tests) expect(readFileSync(join(root, file), 'utf8')).toContain(name);
    });
  }
});
