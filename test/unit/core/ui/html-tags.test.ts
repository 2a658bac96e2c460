import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCode, listTags } from '../../../../src/core/ui/html-tags.ts';

function summarize(html: string): readonly unknown[] {
  return listTags(html).map(({ name, attributes, text }) => [name, Object.fromEntries(attributes), ...(text === '' ? [] : [text])]);
}

const READ = [
  ['<p>a</p><BR>', [['p', {}], ['br', {}]]],
  ['<a href="x" HREF="y" title=\'a > b\' hidden>', [['a', { href: 'x', title: 'a > b', hidden: '' }]]],
  ['<img src=a.png/>', [['img', { src: 'a.png/' }]]],
  ['<img alt="a &amp; &quot;b&quot;"/>', [['img', { alt: 'a & "b"' }]]],
  ['<!-- <script>x</script> --><p>', [['p', {}]]],
  ['<!-- never closed <p>', []],
  ['<script>if (a < b) "<p>"</script><p>', [['script', {}, 'if (a < b) "<p>"'], ['p', {}]]],
  ['<script>a</scripts></script >', [['script', {}, 'a</scripts>']]],
  ['<style>a</style', [['style', {}, 'a</style']]],
  ['<p a="1', []],
  ['<p =a b>', [['p', { '=': '', a: '', b: '' }]]],
  ['1 < 2 and <3', []],
] as const;

describe('listTags', () => {
  for (const [html, tags] of READ) {
    test(`reads ${html}`, () => {
      expect(summarize(html)).toEqual(tags);
    });
  }

  test('finds its tags where it says they are, in any text', () => {
    const parts = fc.array(fc.constantFrom('<', '>', '"', "'", '<script', '</script>', '<!--', '-->', ' src=', 'a', '/', '<p ', '=', '\n'), { maxLength: 40 });
    fc.assert(fc.property(parts, (texts) => {
      const html = texts.join('');
      let before = 0;
      for (const { start, end } of listTags(html)) {
        expect(start).toBeGreaterThanOrEqual(before);
        expect(html[start]).toBe('<');
        before = end;
      }
    }));
  });

  // With time that grows faster than the text, none of these would end before the test is given up.
  for (const piece of ['<p ', '<p a="', '<a =', '<script>', '</script', '<!--', '<p a a', '<a b=c ', '= = ']) {
    test(`comes to an end with a million characters of ${piece}`, () => {
      expect(listTags(piece.repeat(1_000_000 / piece.length)).length).toBeLessThan(2);
    });
  }
});

describe('isCode', () => {
  for (const [html, code] of [['<script>', true], ['<script type="module">', true], ['<script type="TEXT/JavaScript">', true], ['<script type="application/json">', false], ['<style>', false]] as const) {
    test(`${html} ${code ? 'runs' : 'does not run'}`, () => {
      expect(listTags(html).map(isCode)).toEqual([code]);
    });
  }
});
