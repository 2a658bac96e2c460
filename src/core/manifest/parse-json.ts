import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createDiagnostic, fail, PlexiError } from '../diagnostics/plexi-error.ts';
import { createRecord, EMPTY, ValueCollector } from './collect-values.ts';
import { appendPointer } from './json-pointer.ts';
import { createLineIndex } from './line-index.ts';
import { createSourceDocument, DEEPEST_NESTING, type SourceDocument } from './source-document.ts';

const MOST_PROBLEMS = 20;

/**
 * Parses strict JSON. Comments and superfluous or missing commas are problems, but the rest is still understood.
 *
 * @param file - How diagnostics name the file.
 * @throws {@link PlexiError} `PLX1101` when it cannot be understood, `PLX1103` when it is nested too deeply.
 */
export function parseJson(file: string, text: string): SourceDocument {
  const collector = new ValueCollector(file, createLineIndex(text));
  if (text.trim() === '') fail('PLX1101', EMPTY, { location: collector.at(0) });
  const tooDeep = findDeepNesting(text);
  if (tooDeep !== undefined) fail('PLX1103', { limit: DEEPEST_NESTING }, { location: collector.at(tooDeep) });
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const { diagnostics, understood } = describeErrors(text, errors, collector);
  const [first, ...rest] = diagnostics;
  if (first !== undefined && (!understood || tree === undefined)) throw new PlexiError([first, ...rest]);
  const value = tree === undefined ? undefined : collect(tree, '', collector);
  return createSourceDocument({ file, text }, { value, offsets: collector.offsets, diagnostics: [...diagnostics, ...collector.diagnostics] });
}

function collect(node: Node, pointer: string, collector: ValueCollector, key?: number): unknown {
  collector.offsets.set(pointer, { value: node.offset, ...(key !== undefined && { key }) });
  const children = node.children ?? [];
  if (node.type === 'array') return children.map((child, index) => collect(child, appendPointer(pointer, index), collector));
  if (node.type !== 'object') return collector.scalar(node.value, node.offset);
  const object = createRecord();
  for (const { children: [keyNode, valueNode] = [] } of children) {
    if (keyNode === undefined || valueNode === undefined) continue;
    const name = String(keyNode.value);
    const child = appendPointer(pointer, name);
    // Of a key that stands twice the first value counts, and its place is kept.
    const value = Object.hasOwn(object, name) ? undefined : collect(valueNode, child, collector, keyNode.offset);
    collector.setKey(object, name, value, keyNode.offset);
  }
  return object;
}

// The parser calls itself for every level: a file of brackets alone would exhaust the stack.
function findDeepNesting(text: string): number | undefined {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\\r\n]|\\.)*"?|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    if (depth > DEEPEST_NESTING) return index;
  }
  return undefined;
}

// After a slip of a comma or a comment the parser is back in step; after anything else, what follows is noise.
function describeErrors(text: string, errors: readonly ParseError[], collector: ValueCollector): { diagnostics: Diagnostic[]; understood: boolean } {
  const diagnostics: Diagnostic[] = [];
  let last = -1;
  for (const error of errors) {
    if (error.offset === last) continue;
    last = error.offset;
    const slip = describeSlip(text, error);
    const { problem, hint, offset } = slip ?? describeError(text, error);
    diagnostics.push(createDiagnostic('PLX1101', { problem, hint }, collector.at(offset)));
    if (slip === undefined) return { diagnostics, understood: false };
    if (diagnostics.length === MOST_PROBLEMS) break;
  }
  return { diagnostics, understood: true };
}

interface Described {
  readonly problem: string;
  readonly hint: string;
  readonly offset: number;
}

function describeSlip(text: string, { error, offset }: ParseError): Described | undefined {
  const code = printParseErrorCode(error);
  const before = text.slice(0, offset).trimEnd();
  if (code === 'InvalidCommentToken') return { problem: 'JSON has no comments', hint: 'remove the comment, or write the file as YAML', offset };
  if (code === 'CommaExpected') return { problem: 'a comma is missing', hint: 'put a comma after the value before it', offset };
  if ((code === 'PropertyNameExpected' || code === 'ValueExpected') && before.endsWith(',')) {
    return { problem: 'there is a comma with nothing after it', hint: 'remove the comma', offset: before.length - 1 };
  }
  return undefined;
}

const SENTENCES: Readonly<Record<string, readonly [problem: string, hint: string]>> = {
  InvalidNumberFormat: ['this is not a number of JSON', 'write digits, such as 1, -2.5 or 1e3'],
  PropertyNameExpected: ['a key in double quotes is expected here', 'write "key": value'],
  ValueExpected: ['a value is expected here', 'write text in double quotes, a number, true, false, null, [ or {'],
  ColonExpected: ['a colon is expected between a key and its value', 'write "key": value'],
  CloseBraceExpected: ['a "}" is missing: an object is not closed', 'close the object with "}"'],
  CloseBracketExpected: ['a "]" is missing: a list is not closed', 'close the list with "]"'],
  EndOfFileExpected: ['there is something after the end of the value', 'remove what follows the last bracket, or one bracket too many'],
  UnexpectedEndOfComment: ['a comment is not closed', 'remove the comment: JSON has none'],
  UnexpectedEndOfString: ['this text is not closed', 'put a double quote at its end; write a line break as \\n'],
  UnexpectedEndOfNumber: ['this number is not finished', 'write digits after the point'],
  InvalidUnicode: ['this is not a complete \\u escape', 'write four hexadecimal digits after \\u'],
  InvalidEscapeCharacter: ['there is no such escape', 'write a backslash as \\\\'],
  InvalidCharacter: ['this text holds a control character', 'write a tab as \\t and a line break as \\n'],
};

function describeError(text: string, { error, offset, length }: ParseError): Described {
  const code = printParseErrorCode(error);
  const symbol = text.slice(offset, offset + Math.min(length, 40));
  if (code === 'InvalidSymbol') {
    const quoted = /^['‘’“”`]/.test(symbol);
    const hint = quoted ? 'use plain double quotes' : 'put text and keys in double quotes';
    return { problem: quoted ? 'JSON knows only plain double quotes' : `"${symbol}" is not JSON`, hint, offset };
  }
  const [problem, hint] = SENTENCES[code] ?? ['this is not JSON', 'check the brackets, quotes and commas before it'];
  return { problem, hint, offset };
}
