/** One start tag of an HTML text, and where it is. */
export interface HtmlTag {
  /** In lower case. */
  readonly name: string;
  /** By lower-case name; the first of two counts, as in browsers. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Where the tag begins, and where what comes after it begins: after the end tag, for elements that hold text. */
  readonly start: number;
  readonly end: number;
  /** What is between the tags, for elements that hold text: scripts and styles. */
  readonly text: string;
}

// Browsers read these as text up to their end tag, whatever is inside.
const TEXT_ELEMENTS: ReadonlySet<string> = new Set(['script', 'style', 'textarea', 'title']);

const BETWEEN = /[\s/]*/y;
const NAME = /[^\s/>=]+|=/y;
const EQUALS = /\s*=\s*/y;
const BARE = /[^\s>]*/y;

/**
 * Lists the start tags of an HTML text, in linear time: pages come from plugins.
 *
 * This is no browser's parser, and no protection: what it misses does not run, because the content security policy
 * names only the scripts that were found.
 */
export function listTags(html: string): readonly HtmlTag[] {
  const tags: HtmlTag[] = [];
  const opening = /<(?:!--|[a-z][^\s/>]*)/gi;
  for (let open = opening.exec(html); open !== null; open = opening.exec(html)) {
    if (open[0] === '<!--') {
      opening.lastIndex = endAfter(html, '-->', open.index + 4);
      continue;
    }
    const tag = readTag(html, open.index, open[0].slice(1).toLowerCase());
    if (tag === undefined) break;
    tags.push(tag);
    opening.lastIndex = tag.end;
  }
  return tags;
}

function endAfter(html: string, what: string, from: number): number {
  const found = html.indexOf(what, from);
  return found === -1 ? html.length : found + what.length;
}

// `undefined` when the text ends inside of the tag: browsers forget such a tag as well.
function readTag(html: string, start: number, name: string): HtmlTag | undefined {
  const attributes = new Map<string, string>();
  let at = start + 1 + name.length;
  for (;;) {
    at += match(BETWEEN, html, at).length;
    if (at >= html.length) return undefined;
    if (html[at] === '>') break;
    const attribute = match(NAME, html, at);
    at += attribute.length;
    const equals = match(EQUALS, html, at);
    const value = equals === '' ? { text: '', end: at } : readValue(html, at + equals.length);
    if (!attributes.has(attribute.toLowerCase())) attributes.set(attribute.toLowerCase(), decodeEntities(value.text));
    at = value.end;
  }
  return readText(html, at + 1, { name, attributes, start });
}

function readValue(html: string, at: number): { readonly text: string; readonly end: number } {
  const quote = html[at];
  if (quote !== '"' && quote !== "'") {
    const text = match(BARE, html, at);
    return { text, end: at + text.length };
  }
  const end = endAfter(html, quote, at + 1);
  return { text: html.slice(at + 1, end - 1), end };
}

function match(pattern: RegExp, text: string, at: number): string {
  const sticky = new RegExp(pattern);
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? '';
}

function readText(html: string, inside: number, tag: Pick<HtmlTag, 'name' | 'attributes' | 'start'>): HtmlTag {
  if (!TEXT_ELEMENTS.has(tag.name)) return { ...tag, end: inside, text: '' };
  const close = new RegExp(`</${tag.name}[\\s/>]`, 'gi');
  close.lastIndex = inside;
  const found = close.exec(html)?.index ?? html.length;
  return { ...tag, end: endAfter(html, '>', found), text: html.slice(inside, found) };
}

function decodeEntities(text: string): string {
  return text.replace(/&(amp|quot|apos|lt|gt|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", '#39': "'", lt: '<', gt: '>' };

/** Whether a script element holds code, and not data. */
export function isCode({ name, attributes }: HtmlTag): boolean {
  return name === 'script' && /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i.test(attributes.get('type')?.trim() ?? '');
}
