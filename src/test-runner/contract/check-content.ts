/** Says what is wrong with a file of a media type; `undefined` where nothing is, or nothing is known of the type. */
export function checkContent(mediaType: string, bytes: Uint8Array): string | undefined {
  const type = mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const magic = MAGIC[type];
  if (magic !== undefined) return startsWith(bytes, magic) ? undefined : `it does not begin as ${type} does`;
  const isText = type.startsWith('text/') || /[/+](?:json|xml|x-ndjson|yaml)$/.test(type);
  if (!isText || /charset=(?!"?utf-8)/i.test(mediaType)) return undefined;
  const text = decode(bytes);
  if (text === undefined) return `it is said to be ${type}, and is not UTF-8`;
  const problem = TEXTS.find(([pattern]) => pattern.test(type))?.[1](text);
  return problem && `it is said to be ${type}, and ${problem}`;
}

/** The extensions that go with a media type; `undefined` where the type is not known. */
export function listFileExtensions(mediaType: string): readonly string[] | undefined {
  return EXTENSIONS[mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? ''];
}

const MAGIC: Readonly<Record<string, readonly number[]>> = {
  'application/pdf': [...Buffer.from('%PDF-')],
  'application/zip': [0x50, 0x4b],
  'application/gzip': [0x1f, 0x8b],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/gif': [...Buffer.from('GIF8')],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': [0x50, 0x4b],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': [0x50, 0x4b],
};

const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  'application/json': ['json'],
  'application/pdf': ['pdf'],
  'application/zip': ['zip'],
  'application/xml': ['xml'],
  'text/xml': ['xml'],
  'text/csv': ['csv'],
  'text/tab-separated-values': ['tsv', 'tab'],
  'text/html': ['html', 'htm'],
  'text/markdown': ['md', 'markdown'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
  'image/svg+xml': ['svg'],
};

const TEXTS: readonly (readonly [RegExp, (text: string) => string | undefined])[] = [
  [/ndjson$|jsonl$|json-seq$/, (text) => (text.split('\n').filter((line) => line.trim() !== '').every(isJson) ? undefined : 'one of its lines is no JSON')],
  [/[/+]json$/, (text) => (isJson(text) ? undefined : 'it is no JSON')],
  [/[/+]xml$/, checkXml],
  [/^text\/csv$/, (text) => checkTable(text, [',', ';', '\t'])],
  [/^text\/tab-separated-values$/, (text) => checkTable(text, ['\t'])],
  [/^text\/html$/, (text) => (/^\s*(?:<!--[\s\S]*?-->\s*)*<[!a-z]/i.test(text) ? undefined : 'it does not begin with a tag')],
];

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// RFC 4180: every line has as many cells. Of the separators in the first line, one that makes it a table is meant.
function checkTable(text: string, separators: readonly string[]): string | undefined {
  const [first = ''] = text.split('\n', 1);
  const used = separators.filter((separator) => first.includes(separator));
  const problems = (used.length === 0 ? separators : used).map((separator) => checkCells(text, separator));
  return problems.includes(undefined) ? undefined : problems[0];
}

function checkCells(text: string, separator: string): string | undefined {
  let width: number | undefined;
  let cells = 1;
  let line = 1;
  const endLine = (): string | undefined => {
    if (width !== undefined && cells !== width) return `line ${String(line)} has ${String(cells)} cells where the first one has ${String(width)}`;
    width = cells;
    cells = 1;
    line += 1;
    return undefined;
  };
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === separator) cells += 1;
    else if (character === '\n') {
      const problem = endLine();
      if (problem !== undefined) return problem;
    }
  }
  if (isQuoted) return 'a quote is not closed';
  return text === '' || text.endsWith('\n') ? undefined : endLine();
}

// No parser: elements that are opened are closed in order, and nothing is in the text that begins a tag or an entity.
function checkXml(text: string): string | undefined {
  const open: string[] = [];
  let hasRoot = false;
  const bare = text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?\s*>/g, '');
  for (const [whole, slash = '', name = '', , closed = ''] of bare.matchAll(/<(\/?)([\p{L}_:][\p{L}\p{N}_:.-]*)((?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|<[^>]*>?|&(?!#?\w+;)/gu)) {
    if (name === '') return `${JSON.stringify(whole.slice(0, 40))} is neither a tag nor an escaped character`;
    if (open.length === 0 && hasRoot) return 'more than one element stands outermost';
    hasRoot = true;
    if (slash === '' && closed === '') open.push(name);
    if (slash !== '' && open.pop() !== name) return `"</${name}>" closes what is not open`;
  }
  if (open.length > 0) return `"<${open.at(-1) ?? ''}>" is not closed`;
  return hasRoot ? undefined : 'it has no element';
}
