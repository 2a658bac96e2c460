import type { BrokenKind } from './broken-plugin.ts';

interface Parts {
  /** What the component returns, and the lines before. */
  readonly card: string;
  /** Hooks of the plugin. */
  readonly hooks?: string;
}

function ui({ card, hooks = '' }: Parts): Readonly<Record<string, string>> {
  return {
    'src/index.ts': `import { UiPlugin } from 'plexi-plugin/sdk';\nimport { Card } from './card.tsx';\nexport default class Broken extends UiPlugin {\ngetComponent() { return Card; }\ngetMountPoint() { return 'sidebar' as const; }\n${hooks}\n}\n`,
    'src/card.tsx': `'use client';\nimport { useEffect, useState } from 'react';\nimport { callAction, onMessage } from 'plexi-plugin/ui';\nvoid useEffect; void useState; void callAction; void onMessage;\nexport function Card({ context }: any) {\nvoid context;\n${card}\n}\n`,
  };
}

const show = (elements: string): Readonly<Record<string, string>> => ui({ card: `return <section>${elements}</section>;` });
const LIFE = 'comes and goes without a trace';
const ACCESS = 'can be used by everybody';
const PAGE = 'has pages that work in a frame';
const page = (html: string): Readonly<Record<string, string>> => ({ ...show('<p>Hello</p>'), 'page.html': html });
const whole = (body: string): string => `<!doctype html><html lang="en"><head><title>Help</title></head><body>${body}</body></html>`;
const PAGES = { ui_pages: [{ name: 'help', path: 'page.html', title: 'Help' }] };

export const brokenUi: BrokenKind = {
  kind: 'ui',
  code: 'PLX4318',
  plugins: [
    { what: 'shows what it has not', code: { ...show('<p>Hello</p>'), 'src/index.ts': `import { UiPlugin } from 'plexi-plugin/sdk';\nimport { Card } from './card.tsx';\nvoid Card;\nexport default class Broken extends UiPlugin {\ngetComponent() { return { module: 'card', component: 'Cart' } as never; }\ngetMountPoint() { return 'sidebar' as const; }\n}\n` }, check: 'shows something', reason: 'no component "Cart"' },
    { what: 'has nothing to show for nobody', code: ui({ card: 'return <p>Hello</p>;', hooks: 'getContext({ userId }: any) { return { name: userId.trim() }; }' }), check: 'has something to show for everybody', reason: 'cannot read property' },
    { what: 'shows bytes', code: ui({ card: 'return <p>Hello</p>;', hooks: 'getContext() { return new Uint8Array(3); }' }), check: 'has something to show for everybody', reason: 'must be JSON' },
    { what: 'trusts browsers', code: ui({ card: `return <button type="button" onClick={() => void callAction('vote', 'yes')}>Vote</button>;`, hooks: `handleAction(action: string, data: any) { return action === 'vote' ? data.trim() : null; }` }), check: 'is safe from whatever a browser sends', reason: 'with the action "vote"' },
    { what: 'shows a list that is not there yet', code: ui({ card: 'return <ul>{context.items.map((item: string) => <li key={item}>{item}</li>)}</ul>;', hooks: 'getContext() { return {}; }' }), check: LIFE, reason: 'it breaks down when it is shown: TypeError' },
    { what: 'complains in the background', code: ui({ card: `useEffect(() => { setTimeout(() => { throw new Error('late'); }, 50); }, []);\nreturn <p>Hello</p>;` }), check: LIFE, reason: 'late' },
    { what: 'leaves a listener behind', code: ui({ card: `useEffect(() => { window.addEventListener('resize', () => undefined); }, []);\nreturn <p>Hello</p>;` }), check: LIFE, reason: 'it leaves 1 of its listeners' },
    { what: 'leaves a timer behind', code: ui({ card: `const [now, setNow] = useState(0);\nuseEffect(() => { setInterval(() => setNow((before) => before + 1), 100); }, []);\nreturn <p>{now}</p>;` }), check: LIFE, reason: 'it leaves 1 of its listeners' },
    { what: 'goes on listening to the page', code: ui({ card: `useEffect(() => { onMessage(() => undefined); }, []);\nreturn <p>Hello</p>;` }), check: LIFE, reason: 'it leaves 1 of its listeners' },
    { what: 'breaks down when it is taken off', code: ui({ card: `useEffect(() => () => { (undefined as any).stop(); }, []);\nreturn <p>Hello</p>;` }), check: LIFE, reason: 'when it is taken off' },
    { what: 'breaks down when a button is pressed', code: ui({ card: `const [list, setList] = useState<any>([]);\nreturn <button type="button" onClick={() => setList(undefined)}>{list.length} items</button>;` }), check: LIFE, reason: 'when a button is pressed' },
    { what: 'takes every answer for granted', code: ui({ card: `const [answer, setAnswer] = useState<any>('');\nreturn <button type="button" onClick={() => void callAction('ask').then((found: any) => setAnswer(found.text.trim()))}>Ask {answer}</button>;`, hooks: 'handleAction() { return {}; }' }), check: LIFE, reason: 'when a button is pressed' },
  ],
};

export const brokenAccess: BrokenKind = {
  kind: 'ui',
  code: 'PLX4319',
  plugins: [
    { what: 'has a button without a name', code: show('<button type="button"><svg aria-hidden="true" /></button>'), check: ACCESS, reason: '<button type="button"> has no name' },
    { what: 'has a field without a label', code: show('<input defaultValue="" />'), check: ACCESS, reason: 'has no name' },
    { what: 'has a picture without a text', code: show('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" />'), check: ACCESS, reason: 'has no "alt"' },
    { what: 'makes a button of a box', code: show('<div onClick={() => undefined}>Press me</div>'), check: ACCESS, reason: 'no keyboard reaches it' },
    { what: 'has a role that there is not', code: show('<div role="buton" tabIndex={0}>Press me</div>'), check: ACCESS, reason: 'the role "buton", which there is not' },
    { what: 'has one id twice', code: show('<p id="a">One</p><p id="a">Two</p>'), check: ACCESS, reason: 'two elements have the id "a"' },
    { what: 'names a field by what is not there', code: show('<input aria-labelledby="nowhere" defaultValue="" />'), check: ACCESS, reason: '"nowhere", which is not there' },
    { what: 'orders by numbers', code: show('<a href="#x" tabIndex={5}>There</a>'), check: ACCESS, reason: 'a tabindex above 0' },
  ],
};

export const brokenPages: BrokenKind = {
  kind: 'micro-app',
  code: 'PLX4332',
  manifest: PAGES,
  plugins: ([
    ['has a page without a title', '<!doctype html><html lang="en"><body>Hello</body></html>', 'it has no title'],
    ['has a page of no language', '<!doctype html><html><head><title>Help</title></head><body>Hello</body></html>', '"lang"'],
    ['has a page that leads out of its frame', whole('<a href="https://example.com/">There</a>'), 'leads out of the page'],
    ['has a page with a link to nowhere', whole('<a href="#top-of-all">There</a>'), 'leads nowhere'],
    ['has a page with a field without a label', whole('<p><input type="text"></p>'), 'has no label'],
    ['has a page with a picture without a text', whole('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'), 'has no "alt"'],
  ] as const).map(([what, html, reason]) => ({ what, code: microApp(page(html)), check: PAGE, reason })),
};

function microApp(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...files, 'src/index.ts': `import { MicroApp } from 'plexi-plugin/sdk';\nimport { Card } from './card.tsx';\nexport default class Broken extends MicroApp {\ngetComponent() { return Card; }\ngetTitle() { return 'Card'; }\n}\n` };
}
