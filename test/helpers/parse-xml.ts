/** One element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const CHARACTER = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const TOKEN = /<(\/?)([A-Za-z][\w.-]*)((?:\s+[A-Za-z][\w.-]*="[^"<]*")*)\s*(\/?)>|([^<]+)/y;

/** Parses XML 1.0 strictly, as far as reports use it: elements, attributes, text and the five entities. Throws at anything else. */
export function parseXml(text: string): XmlElement {
  if (!CHARACTER.test(text)) throw new Error('a character that XML does not allow');
  const [declaration = ''] = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(text) ?? [];
  if (declaration === '') throw new Error('no XML declaration');
  const root = { name: '', attributes: {}, children: [] as XmlElement[], text: '' };
  const open: { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string }[] = [root];
  TOKEN.lastIndex = declaration.length;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const [, closes, name = '', attributes = '', empty, content] = TOKEN.exec(text) ?? [];
    const current = open.at(-1);
    if (current === undefined || TOKEN.lastIndex === 0) throw new Error(`not well-formed at ${String(at)}: ${text.slice(at, at + 80)}`);
    if (content !== undefined) current.text += unescape(content);
    else if (closes === '/') {
      if (current.name !== name || open.length === 1) throw new Error(`</${name}> closes <${current.name}>`);
      open.pop();
    } else {
      const element = { name, attributes: parseAttributes(attributes), children: [], text: '' };
      current.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  const [document] = root.children;
  if (open.length !== 1 || root.children.length !== 1 || document === undefined || root.text.trim() !== '') throw new Error('not one element');
  return document;
}

function parseAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/([\w.-]+)="([^"]*)"/g)) {
    if (Object.hasOwn(attributes, name)) throw new Error(`two attributes "${name}"`);
    // XML 1.0, 3.3.3: white space in an attribute is read as a space unless it is written as a reference.
    attributes[name] = unescape(value.replace(/[\t\n\r]/g, ' '));
  }
  return attributes;
}

function unescape(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));|&/g, (whole, number?: string, name?: string) => {
    const character = number !== undefined ? String.fromCodePoint(Number(number)) : ENTITIES[name ?? ''];
    if (character === undefined) throw new Error(`not an entity: ${whole}`);
    return character;
  });
}
