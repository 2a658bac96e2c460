import { isAlias, isMap, isScalar, isSeq, Lexer, parseDocument, Parser, type ParsedNode, type Document, type YAMLError } from 'yaml';
import { createDiagnostic, fail } from '../diagnostics/plexi-error.ts';
import { createRecord, EMPTY, ValueCollector } from './collect-values.ts';
import { appendPointer } from './json-pointer.ts';
import { createLineIndex } from './line-index.ts';
import { createSourceDocument, DEEPEST_NESTING, type SourceDocument } from './source-document.ts';

/**
 * Parses the YAML that is as plain as JSON: no aliases, no tags, one document, text as keys.
 *
 * @param file - How diagnostics name the file.
 * @throws {@link PlexiError} `PLX1101` when it cannot be understood, `PLX1103` when it is nested too deeply, `PLX1104`
 *   when it uses what JSON has no word for.
 */
export function parseYaml(file: string, text: string): SourceDocument {
  const collector = new ValueCollector(file, createLineIndex(text));
  refuseDeepNesting(text, collector);
  // Keys that stand twice are found below: the library compares each with every other.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, stringKeys: false, schema: 'core', version: '1.2' });
  const [error] = document.errors;
  if (error !== undefined) refuseSyntax(error, collector);
  refuseDirectives(document, collector);
  if (document.contents === null) return fail('PLX1101', EMPTY, { location: collector.at(0) });
  const value = collect(document.contents, '', collector);
  return createSourceDocument({ file, text }, { value, offsets: collector.offsets, diagnostics: collector.diagnostics });
}

// The library calls itself for every level; 40,000 brackets end the process, not just the call. Its parser, unlike
// its composer, keeps a stack of its own: collections, and the documents and scalars in them.
function refuseDeepNesting(text: string, collector: ValueCollector): void {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // What it yields are whole documents; only what it has not finished yet is of interest.
    Array.from(parser.next(lexeme));
    if (parser.stack.length > DEEPEST_NESTING + 2) fail('PLX1103', { limit: DEEPEST_NESTING }, { location: collector.at(parser.offset) });
  }
}

function refuseSyntax(error: YAMLError, collector: ValueCollector): never {
  const location = collector.at(error.pos[0]);
  if (error.code === 'MULTIPLE_DOCS') fail('PLX1104', { what: 'a second document after "---"' }, { location });
  const [problem, hint] = SENTENCES[error.code] ?? [lowerFirst(error.message), 'check the indentation, quotes and colons before it'];
  fail('PLX1101', { problem, hint }, { location, cause: error });
}

const SENTENCES: Readonly<Record<string, readonly [problem: string, hint: string]>> = {
  TAB_AS_INDENT: ['a tab cannot indent YAML', 'indent with blanks'],
  BAD_SCALAR_START: ['text cannot begin with this character', 'put the text in quotes'],
  BLOCK_AS_IMPLICIT_KEY: ['there is a second ": " on this line', 'put text that holds a colon in quotes, or begin a new line'],
  MISSING_CHAR: ['something is not closed', 'close the quotes or brackets'],
  BAD_DQ_ESCAPE: ['there is no such escape', 'write a backslash as \\\\, or use single quotes'],
  BAD_INDENT: ['the indentation does not fit', 'begin all keys of an object in the same column, and close every bracket'],
  MULTILINE_IMPLICIT_KEY: ['a key has to end on its line', 'put a colon after the key, and its value after that'],
};

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replaceAll('\n', ' ');
}

// A "%YAML 1.1" would give "yes" and "no", merge keys and timestamps another meaning.
function refuseDirectives(document: Document, collector: ValueCollector): void {
  const directives = document.directives;
  if (directives?.yaml.explicit === true || Object.keys(directives?.tags ?? {}).some((handle) => handle !== '!!')) {
    fail('PLX1104', { what: 'a "%" directive' }, { location: collector.at(0) });
  }
}

function collect(node: ParsedNode | null, pointer: string, collector: ValueCollector, key?: number): unknown {
  const offset = node?.range[0] ?? key ?? 0;
  collector.offsets.set(pointer, { value: offset, ...(key !== undefined && { key }) });
  if (node === null) return null;
  const feature = findRefused(node);
  if (feature !== undefined) return refuse(feature, offset, collector);
  if (isScalar(node)) return collector.scalar(node.value, offset);
  if (isSeq(node)) return node.items.map((item, index) => collect(item, appendPointer(pointer, index), collector));
  const object = createRecord();
  if (isMap(node)) for (const pair of node.items) collectPair(object, pair, pointer, collector);
  return object;
}

function collectPair(
  object: Record<string, unknown>,
  pair: { readonly key: unknown; readonly value: unknown },
  pointer: string,
  collector: ValueCollector,
): void {
  const keyNode = pair.key as ParsedNode | null;
  const offset = keyNode?.range[0] ?? 0;
  if (!isScalar(keyNode) || typeof keyNode.value !== 'string') {
    refuse('a key that is not text', offset, collector);
    return;
  }
  const feature = findRefused(keyNode);
  if (feature !== undefined) refuse(feature, offset, collector);
  const name = keyNode.value;
  const known = Object.hasOwn(object, name);
  collector.setKey(object, name, known ? undefined : collect(pair.value as ParsedNode | null, appendPointer(pointer, name), collector, offset), offset);
}

const PLAIN_TAG = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/;

function findRefused(node: ParsedNode): string | undefined {
  return isAlias(node) ? `an alias ("*${node.source}")` : findRefusedMark(node);
}

function findRefusedMark({ anchor, tag }: { readonly anchor?: string | undefined; readonly tag?: string | undefined }): string | undefined {
  if (anchor !== undefined) return `an anchor ("&${anchor}")`;
  if (tag !== undefined && !PLAIN_TAG.test(tag)) return `a tag ("${tag}")`;
  return undefined;
}

function refuse(what: string, offset: number, collector: ValueCollector): null {
  collector.diagnostics.push(createDiagnostic('PLX1104', { what }, collector.at(offset)));
  return null;
}
