import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TEMPLATE_KINDS } from '../../src/core/manifest/kinds.ts';

const docs = join(import.meta.dirname, '../../docs');

interface Row {
  readonly what: string;
  readonly test: string;
  readonly page: string;
}

const rows: readonly Row[] = readFileSync(join(docs, 'features.md'), 'utf8')
  .split('\n')
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))
  .filter((cells) => cells.length === 3 && cells[1] !== 'test')
  .map(([what = '', shown = '', page = '']) => ({ what, test: shown, page }));

/** The anchors of a page, as GitHub makes them of its headings. */
function listAnchors(text: string): readonly string[] {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
}

describe('docs/features.md', () => {
  test('has a row for every kind that init offers', () => {
    const kinds = rows.map(({ what }) => /^`([a-z-]+)`/.exec(what)?.[1]).filter((kind) => kind !== undefined);
    expect(kinds.sort()).toEqual([...TEMPLATE_KINDS].sort());
  });

  for (const { what, test: shown, page } of rows) {
    test(`${what}: the test and the page are there`, () => {
      const [, file = '', name = ''] = /^`(test\/[^`]+)`: `([^`]+)`$/.exec(shown) ?? [];
      expect(readFileSync(join(docs, '..', file), 'utf8')).toContain(name);
      const [, target = '', anchor] = /\]\(([^)#]+)(?:#([^)]+))?\)$/.exec(page) ?? [];
      const text = readFileSync(join(docs, target), 'utf8');
      if (anchor !== undefined) expect(listAnchors(text)).toContain(anchor);
    });
  }
});
