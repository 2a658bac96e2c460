import { readFileSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import { isCode, listTags, type HtmlTag } from '../core/ui/html-tags.ts';
import { SCRIPT_GUARD } from '../core/ui/script-guard.ts';
import type { PageSource } from './ui-bundle.ts';

/** A page that was read, and what esbuild has to make for it. */
export interface Page {
  readonly source: PageSource;
  /** The HTML file, absolute. */
  readonly file: string;
  readonly html: string;
  /** The files that it loads, in order. */
  readonly loads: readonly PageLoad[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One script or style sheet that a page loads from beside it. */
export interface PageLoad {
  readonly tag: HtmlTag;
  readonly loader: 'js' | 'css';
  /** A path that starts with `./`. */
  readonly specifier: string;
  /** The line of the tag, for problems with it. */
  readonly line: number;
}

/** Reads a page, and says what in it no frame would show. */
export function readPage(directory: string, source: PageSource): Page {
  const named = join(directory, source.path);
  const file = statSync(named).isDirectory() ? join(named, 'index.html') : named;
  const html = readFileSync(file, 'utf8');
  const tags = listTags(html);
  const refuse = ({ start }: HtmlTag, problem: string, advice: string): Diagnostic =>
    createDiagnostic('PLX1333', { page: source.name, problem, advice }, { file, line: lineAt(html, start), column: columnAt(html, start) });
  const loads = tags.flatMap((tag) => {
    const address = findAddress(tag);
    const loader = tag.name === 'script' ? ('js' as const) : ('css' as const);
    if (address === undefined || tag.name === 'img' || isRemote(address)) return [];
    return [{ tag, loader, specifier: `./${address.replace(/^\.\//, '')}`, line: lineAt(html, tag.start) }];
  });
  return { source, file, html, loads, diagnostics: tags.flatMap((tag) => checkTag(tag, refuse)) };
}

type Refuse = (tag: HtmlTag, problem: string, advice: string) => Diagnostic;

function checkTag(tag: HtmlTag, refuse: Refuse): readonly Diagnostic[] {
  const handler = [...tag.attributes.keys()].find((name) => name.startsWith('on'));
  const address = findAddress(tag) ?? '';
  const problems = [
    handler !== undefined && refuse(tag, `has a script in the attribute "${handler}" of <${tag.name}>`, `call addEventListener('${handler.slice(2)}', …) in a script file`),
    isRemote(address) && !address.startsWith('data:') && refuse(tag, `loads "${address.slice(0, 100)}"`, 'keep a copy of the file beside the page, and name that'),
    tag.name === 'base' && refuse(tag, 'has a <base>', 'leave it out: the page has no address'),
    /^(?:iframe|frame|object|embed|portal)$/.test(tag.name) && refuse(tag, `has a <${tag.name}>`, 'leave it out: a page shows nothing from elsewhere'),
  ];
  return problems.filter((each) => each !== false);
}

// What a tag loads; `undefined` when it loads nothing.
function findAddress({ name, attributes }: HtmlTag): string | undefined {
  if (name === 'script' || name === 'img') return attributes.get('src');
  return name === 'link' && /(?:^|\s)stylesheet(?:\s|$)/i.test(attributes.get('rel') ?? '') ? attributes.get('href') : undefined;
}

function isRemote(address: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(address);
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

function columnAt(text: string, at: number): number {
  return at - text.lastIndexOf('\n', at - 1);
}

const PICTURES: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif', '.webp': 'image/webp', '.avif': 'image/avif',
};

/** A page as one text, and the scripts inside of it. */
export interface FinishedPage {
  readonly html: string;
  readonly scripts: readonly string[];
}

/**
 * Puts everything that a page loads into it.
 *
 * @param made - What esbuild made of the page's files, in their order.
 */
export function finishPage({ html, file, loads }: Page, made: readonly string[]): FinishedPage {
  let text = '';
  let atEnd = '';
  let at = 0;
  for (const tag of listTags(html)) {
    const load = loads.findIndex((each) => each.tag.start === tag.start);
    const replacement = replaceTag(tag, file, made[load]);
    if (replacement === undefined) continue;
    text += html.slice(at, tag.start);
    // Modules and deferred scripts run when the whole page is there.
    if (isCode(tag) && (tag.attributes.has('defer') || tag.attributes.get('type') === 'module')) atEnd += replacement;
    else text += replacement;
    at = tag.end;
  }
  const finished = text + html.slice(at) + atEnd;
  return { html: finished, scripts: listTags(finished).filter(isCode).map((tag) => tag.text) };
}

function replaceTag(tag: HtmlTag, file: string, made: string | undefined): string | undefined {
  if (isCode(tag)) return `<script>${SCRIPT_GUARD}${made ?? tag.text}</script>`;
  if (made !== undefined) return `<style>${made}</style>`;
  const source = tag.name === 'img' ? tag.attributes.get('src') : undefined;
  const type = PICTURES[extname(source ?? '').toLowerCase()];
  if (source === undefined || type === undefined || isRemote(source)) return undefined;
  const data = readFileSync(join(dirname(file), source)).toString('base64');
  const others = [...tag.attributes].filter(([name]) => name !== 'src').map(([name, value]) => ` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`);
  return `<img src="data:${type};base64,${data}"${others.join('')}>`;
}
