import { describe, expect, test } from 'vitest';
import { hashScript, renderContentPolicy } from '../../../../src/core/ui/content-policy.ts';
import { SCRIPT_GUARD } from '../../../../src/core/ui/script-guard.ts';
import { parseUi, readUiFiles, type UiFiles } from '../../../../src/core/ui/ui-files.ts';
import { encodeUiIndex, type UiIndex } from '../../../../src/core/ui/ui-index.ts';

const SCRIPT = `${SCRIPT_GUARD}run();`;
const PAGE = `<p>Hello</p><script>${SCRIPT}</script>`;
const hash = hashScript(SCRIPT);

const INDEX: UiIndex = {
  formatVersion: 1,
  modules: [{ name: 'card', exports: ['Card'], script: { path: 'card.js', integrity: hash }, style: { path: 'card.css', integrity: hashScript('p{}') }, policy: renderContentPolicy([hash]) }],
  pages: [{ name: 'home', document: { path: 'pages/home.html', integrity: hashScript(PAGE) }, scripts: [hash], policy: renderContentPolicy([hash]) }],
};
const FILES: UiFiles = { 'index.json': encodeUiIndex(INDEX), 'card.js': SCRIPT, 'card.css': 'p{}', 'pages/home.html': PAGE };

function withIndex(change: (index: Record<string, object[]>) => unknown): UiFiles {
  const index = JSON.parse(encodeUiIndex(INDEX)) as Record<string, object[]>;
  change(index);
  return { ...FILES, 'index.json': JSON.stringify(index) };
}

const unguarded = hashScript('run();');

const REFUSED: readonly (readonly [what: string, files: UiFiles])[] = [
  ['an index that is no JSON', { ...FILES, 'index.json': 'x' }],
  ['an index of tomorrow', withIndex((index) => Object.assign(index, { formatVersion: 2 }))],
  ['a policy that allows more', withIndex(({ modules }) => Object.assign(modules?.[0] ?? {}, { policy: `${renderContentPolicy([hash])}; connect-src *` }))],
  ['a policy of another script', withIndex(({ modules }) => Object.assign(modules?.[0] ?? {}, { policy: renderContentPolicy([unguarded]) }))],
  ['a path that leads elsewhere', withIndex(({ modules }) => Object.assign(modules?.[0] ?? {}, { script: { path: '../plugin.js', integrity: hash } }))],
  ['a path of the prototype', withIndex(({ modules }) => Object.assign(modules?.[0] ?? {}, { script: { path: 'constructor.js', integrity: hash } }))],
  ['a name that is none', withIndex(({ modules }) => Object.assign(modules?.[0] ?? {}, { name: 'a"b' }))],
  ['a script that was changed', { ...FILES, 'card.js': `${SCRIPT} more();` }],
  ['a style that was changed', { ...FILES, 'card.css': 'p{color:red}' }],
  ['a page that was changed', { ...FILES, 'pages/home.html': `${PAGE}<p>` }],
  ['a script that is missing', { 'index.json': FILES['index.json'] ?? '' }],
  ['a script that does not begin with the guard', { ...withIndex(({ modules }) => Object.assign(modules?.[0] ?? {}, { script: { path: 'card.js', integrity: unguarded }, policy: renderContentPolicy([unguarded]) })), 'card.js': 'run();' }],
  ['a page with a script that its index does not name', { ...withIndex(({ pages }) => Object.assign(pages?.[0] ?? {}, { document: { path: 'pages/home.html', integrity: hashScript(`${PAGE}<script>${SCRIPT_GUARD}</script>`) } })), 'pages/home.html': `${PAGE}<script>${SCRIPT_GUARD}</script>` }],
];

describe('parseUi', () => {
  test('takes what build writes', () => {
    const { modules, pages } = parseUi(FILES);
    expect(modules.get('card')).toEqual({ exports: ['Card'], scripts: [SCRIPT], style: 'p{}' });
    expect(pages.get('home')).toEqual({ exports: [], scripts: [SCRIPT], page: PAGE });
  });

  for (const [what, files] of REFUSED) {
    test(`refuses ${what}`, () => {
      expect(() => parseUi(files)).toThrowCode('PLX4130');
    });
  }
});

describe('readUiFiles', () => {
  const reader = (files: Readonly<Record<string, string>>) => async (path: string): Promise<string | undefined> => files[path.replace('dist/frames/', '')];

  test('reads the index, and every file that it names', async () => {
    expect(await readUiFiles(reader(FILES))).toEqual(FILES);
  });

  test('knows plugins that bring nothing to browsers', async () => {
    expect(await readUiFiles(reader({}))).toBeUndefined();
  });

  test('says which file is missing', async () => {
    await expect(readUiFiles(reader({ 'index.json': FILES['index.json'] ?? '' }))).rejects.toThrowCode('PLX4130');
  });
});
