import { tmpdir } from 'node:os';
import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundlePlugin } from '../../../src/bundler/bundle-plugin.ts';
import { bundleUi } from '../../../src/bundler/bundle-ui.ts';
import type { PageSource, UiBundle } from '../../../src/bundler/ui-bundle.ts';
import { hashScript } from '../../../src/core/ui/content-policy.ts';
import { SCRIPT_GUARD } from '../../../src/core/ui/script-guard.ts';
import { parseUi } from '../../../src/core/ui/ui-files.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { createTool } from './fake-tool.ts';

let toolRoot = '';
beforeAll(async () => {
  toolRoot = await createTool();
});

async function bundle(files: Readonly<Record<string, string>>, pages: readonly PageSource[] = []): Promise<{ readonly code: string; readonly ui: UiBundle | undefined }> {
  const directory = await createFolder({ 'src/index.ts': 'export default class {}', ...files });
  const { code, clients } = await bundlePlugin({ directory, toolRoot, entries: [{ entry: 'src/index.ts', kind: 'ui' }] });
  return { code, ui: await bundleUi({ directory, clients, pages }) };
}

function findText(ui: UiBundle | undefined, path: string): string {
  return ui?.files.find((file) => file.path === path)?.text ?? '';
}

const INDEX = 'import { Card } from "./card.tsx"; export default class Weather { getComponent() { return Card; } }';
const CARD = '"use client";\nimport { useState } from "react";\nimport "./card.css";\nexport function Card() { const [n] = useState(1); return <p>secret of the browser {n}</p>; }\n';
const FILES = { 'src/index.ts': INDEX, 'src/card.tsx': CARD, 'src/card.css': 'p { background: url("./dot.svg") }', 'src/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' };
const PAGE = { name: 'dashboard', path: 'ui/dashboard' };

describe('a module that begins with "use client"', () => {
  test('is a reference in the sandbox, without a line of its code', async () => {
    const { code } = await bundle(FILES);
    expect(code).not.toContain('secret of the browser');
    const scope: { registered?: readonly { plugin: new () => { getComponent(): unknown } }[] } = {};
    runInNewContext(code, scope);
    const [entry] = scope.registered ?? [];
    expect(entry && new entry.plugin().getComponent()).toEqual({ module: 'card', component: 'Card' });
  });

  test('becomes a script that registers its components, and finds React in its frame', async () => {
    const { ui } = await bundle(FILES);
    const registered: Record<string, unknown>[] = [];
    const jsx = { jsxs: (type: string, { children }: { children: readonly unknown[] }) => `<${type}>${children.join('')}` };
    const frame = { modules: { react: { useState: (value: unknown) => [value] }, 'react/jsx-runtime': jsx }, register: (components: Record<string, unknown>) => registered.push(components) };
    runInNewContext(findText(ui, 'card.js'), { __plexiFrame: frame });
    expect((registered[0]?.['Card'] as () => string)()).toBe('<p>secret of the browser 1');
  });

  test('brings its styles, with pictures inside of them', async () => {
    const { ui } = await bundle(FILES);
    expect(findText(ui, 'card.css')).toMatch(/url\(["']?data:image\/svg\+xml/);
  });

  test('may have comments before the words, and default exports', async () => {
    const { ui } = await bundle({ ...FILES, 'src/index.ts': 'import Card from "./card.tsx"; export default Card;', 'src/card.tsx': `// Copyright\n/* all of us */\n'use client'\nexport default () => null;` });
    expect(ui?.index.modules).toMatchObject([{ name: 'card', exports: ['default'] }]);
  });

  test('has a policy of exactly its script, in an index that the host accepts', async () => {
    const { ui } = await bundle(FILES);
    const script = findText(ui, 'card.js');
    expect(script.startsWith(SCRIPT_GUARD)).toBe(true);
    expect(ui?.index.modules[0]?.policy).toContain(`script-src '${hashScript(script)}';`);
    const files = Object.fromEntries((ui?.files ?? []).map(({ path, text }) => [path, text]));
    expect([...parseUi(files).modules.keys()]).toEqual(['card']);
  });

  test('gives the same bytes in another folder', async () => {
    const first = await bundle(FILES);
    const second = await bundle(FILES);
    expect(first.ui?.files).toEqual(second.ui?.files);
    expect(JSON.stringify(first.ui?.files)).not.toContain(tmpdir());
  });

  test('is not needed: a plugin without one brings nothing to browsers', async () => {
    expect((await bundle({})).ui).toBeUndefined();
  });
});

describe('a page', () => {
  const HTML = `<!DOCTYPE html><html lang="en"><head><title>Hi</title><link rel="stylesheet" href="style.css"><script src="script.js" defer></script></head>
<body><!-- <script src> --><img src="dot.svg" alt="a dot"><div id="status"></div><script>inline();</script><script type="application/json">{"a":1}</script></body></html>`;
  const PAGE_FILES = {
    'ui/dashboard/index.html': HTML, 'ui/dashboard/style.css': 'body { color: red }', 'ui/dashboard/script.js': 'import { text } from "./text.ts"; show(text);',
    'ui/dashboard/text.ts': 'export const text: string = "</script> found";', 'ui/dashboard/dot.svg': FILES['src/dot.svg'],
  };

  test('has everything it loads inside of it, and names every script in its policy', async () => {
    const { ui } = await bundle(PAGE_FILES, [PAGE]);
    const page = findText(ui, 'pages/dashboard.html');
    expect(page).not.toMatch(/<script[^>]+src=|<link|src="dot\.svg"/);
    expect(page).toContain('<style>');
    expect(page).toContain('src="data:image/svg+xml;base64,');
    expect(page).toContain('alt="a dot"');
    expect(page).toContain('<script type="application/json">{"a":1}</script>');
    const scripts = [...page.matchAll(/<script>([^]*?)<\/script>/g)].map(([, text = '']) => text);
    expect(scripts.map((text) => text.slice(SCRIPT_GUARD.length, SCRIPT_GUARD.length + 9))).toEqual(['inline();', '(() => {\n']);
    expect(ui?.index.pages[0]?.scripts).toEqual(scripts.map(hashScript));
  });

  test('is accepted by the host as it was built', async () => {
    const { ui } = await bundle(PAGE_FILES, [PAGE]);
    const files = Object.fromEntries((ui?.files ?? []).map(({ path, text }) => [path, text]));
    expect(parseUi(files).pages.get('dashboard')?.scripts).toHaveLength(2);
  });

  const REFUSED = [
    ['<button onclick="go()">', 'onclick'],
    ['<script src="https://example.com/a.js"></script>', 'https://example.com/a.js'],
    ['<link rel="stylesheet" href="//example.com/a.css">', '//example.com/a.css'],
    ['<img src="http://example.com/a.png">', 'http://example.com/a.png'],
    ['<base href="https://example.com/">', '<base>'],
    ['<iframe srcdoc="x"></iframe>', '<iframe>'],
  ] as const;
  for (const [tag, what] of REFUSED) {
    test(`cannot have ${tag}`, async () => {
      const made = bundle({ 'ui/dashboard.html': `<p>\n${tag}` }, [{ name: 'dashboard', path: 'ui/dashboard.html' }]);
      await expect(made).rejects.toThrowCode('PLX1333');
      await expect(made).rejects.toThrow(what);
      await expect(made).rejects.toMatchObject({ diagnostics: [{ line: 2, column: 1 }] });
    });
  }

  test('cannot have the name of another one', async () => {
    const made = bundle({ 'a.html': '<p>', 'b.html': '<p>' }, [{ name: 'home', path: 'a.html' }, { name: 'Home', path: 'b.html' }]);
    await expect(made).rejects.toThrowCode('PLX1331');
  });

  test('says in which line it loads a file that is not there', async () => {
    const made = bundle({ 'ui/dashboard.html': '<p>\n<p>\n<script src="./missing.js"></script>' }, [{ name: 'dashboard', path: 'ui/dashboard.html' }]);
    await expect(made).rejects.toMatchObject({ code: 'PLX1308', diagnostics: [{ file: expect.stringMatching(/dashboard\.html$/) as unknown, line: 3 }] });
  });
});

describe('what browsers do not have', () => {
  const card = (code: string): Readonly<Record<string, string>> => ({ ...FILES, 'src/card.tsx': `'use client';\n${code}\nexport function Card() { return null; }` });
  const REFUSED = [
    ['capabilities of the SDK', card('import { Plugin } from "plexi-plugin/sdk"; console.log(Plugin);'), 'PLX1330'],
    ['modules of Node.js', card('import "node:fs";'), 'PLX1303'],
    ['code from an address', card('import "https://example.com/a.js";'), 'PLX1315'],
    ['code that is chosen while it runs', card('export const load = (name) => import(name);'), 'PLX1304'],
    ['styles from an address', { ...FILES, 'src/card.css': '@import "https://example.com/a.css";' }, 'PLX1315'],
    ['pictures from an address', { ...FILES, 'src/card.css': 'p { background: url(https://example.com/a.png) }' }, 'PLX1315'],
    ['two modules of one name', { ...FILES, 'src/index.ts': `${INDEX}\nimport { Card as B } from "./b/card.tsx"; export const b = B;`, 'src/b/card.tsx': '"use client"; export const Card = 1;' }, 'PLX1331'],
    ['names that are no part of an address', { ...FILES, 'src/index.ts': 'import { Card } from "./my card.tsx"; export default Card;', 'src/my card.tsx': CARD }, 'PLX1331'],
    ['more than a user would wait for', card(`export const large = "${'x'.repeat(2 * 1024 * 1024)}";`), 'PLX1334'],
    ['a text that keeps the script from ending', card('export const text = "<!-- <script>";'), 'PLX1335'],
  ] as const;
  for (const [what, files, code] of REFUSED) {
    test(`${what}: ${code}`, async () => {
      await expect(bundle(files)).rejects.toThrowCode(code);
    });
  }

  test('types of the SDK are no code, and may be imported', async () => {
    expect((await bundle(card('import type { Message } from "plexi-plugin/sdk"; export const m: Message | null = null;'))).ui).toBeDefined();
  });
});

describe('what the sandbox does not have', () => {
  for (const specifier of ['react', 'react/jsx-runtime', 'plexi-plugin/ui']) {
    test(`${specifier}: PLX1332`, async () => {
      await expect(bundle({ 'src/index.ts': `import * as all from "${specifier}"; export default all;` })).rejects.toThrowCode('PLX1332');
    });
  }
});
