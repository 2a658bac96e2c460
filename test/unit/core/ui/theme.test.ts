import { describe, expect, test } from 'vitest';
import { checkTheme } from '../../../../src/core/ui/theme.ts';

const PLAIN = ['#5b4be0', 'rgb(0 0 0 / 50%)', '8px', '-0.5rem', 'system-ui, "Open Sans", sans-serif', '0 1px 2px rgba(0, 0, 0, .2)', 'calc(1rem + 2px)', 'cubic-bezier(.2, 0, 0, 1)', 'bold 12px/1.5 serif', 'color-mix(in srgb, red 50%, blue)', 'calc(2 * 4px)'];

const HOSTILE = [
  'red; background: url(https://example.com)', 'url(https://example.com/a.png)', 'URL("a.png")', 'image-set("a.png" 1x)', 'var(--secret)', 'attr(data-token)', 'env(safe-area)', 'expression(alert(1))', '} body { display: none',
  'red /* ', '*/ red', '\\75rl(a)', 'red\n;', '<script>', 'calc(1px', 'calc(1px))', ') calc(', '', ' ', 'x'.repeat(201), '@import "a"', 'element(#password)', 'paint(worklet)', 'src("a")',
];

describe('checkTheme', () => {
  for (const value of PLAIN) {
    test(`takes ${value}`, () => {
      expect(checkTheme('ocean', { title: 'Ocean', tokens: { token: value } })).toEqual({ theme: { title: 'Ocean', light: { '--plexi-token': value }, dark: { '--plexi-token': value } } });
    });
  }

  for (const value of HOSTILE) {
    test(`refuses ${JSON.stringify(value.slice(0, 40))}`, () => {
      expect(checkTheme('ocean', { title: 'Ocean', tokens: { token: value } })).toMatchObject({ diagnostics: [{ code: 'PLX4132' }] });
    });
  }

  test('lets light and dark differ, over what they have in common', () => {
    expect(checkTheme('ocean', { title: 'Ocean', tokens: { text: 'black', radius: '4px' }, dark: { text: 'white' } })).toMatchObject({
      theme: { light: { '--plexi-text': 'black', '--plexi-radius': '4px' }, dark: { '--plexi-text': 'white', '--plexi-radius': '4px' } },
    });
  });

  const MISSHAPEN: readonly (readonly [what: string, theme: unknown])[] = [
    ['no object', 'dark'],
    ['no title', {}],
    ['a part that there is not', { title: 'a', css: 'body{}' }],
    ['a name that would end the declaration', { title: 'a', tokens: { 'a:b;c': '1' } }],
    ['a value that is no text', { title: 'a', light: { a: 1 } }],
    ['more tokens than anybody needs', { title: 'a', tokens: Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`t${at}`, '1'])) }],
  ];
  for (const [what, theme] of MISSHAPEN) {
    test(`refuses ${what}`, () => {
      expect(checkTheme('ocean', theme)).toMatchObject({ diagnostics: [{ code: 'PLX4132' }] });
    });
  }
});
