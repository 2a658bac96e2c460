import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createDiagnostic, fail, failOnErrors } from '../diagnostics/plexi-error.ts';
import { appendPointer } from './json-pointer.ts';
import { createLineIndex, type LocateOffset } from './line-index.ts';
import { createDocument, DEEPEST, type Place } from './places.ts';
import type { SourceDocument } from './source-document.ts';

/**
 * Parses JSON (RFC 8259) and keeps the place of every value.
 *
 * @param file - How diagnostics name the file.
 * @throws {@link PlexiError} with every syntax problem: `PLX1101`, `PLX1102` for keys that stand twice, `PLX1103` when it is nested too deeply.
 */
export function parseJson(file: string, text: string): SourceDocument {
  const locate = createLineIndex(text);
  const deep = findTooDeep(text);
  if (deep !== undefined) fail('PLX1103', { limit: DEEPEST }, { location: { file, ...locate(deep) } });
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  failOnErrors(errors.map((error) => describeSyntax(error, text, file, locate)));
  if (root === undefined) return fail('PLX1101', { problem: 'the file is empty' }, { location: { file, line: 1, column: 1 } });
  const reader = new TreeReader(file, locate);
  const value = reader.read(root, '');
  failOnErrors(reader.duplicates);
  return createDocument({ file, text, value, places: reader.places });
}

// Parsing is recursive: depth is counted first, so that a hostile file meets a limit and not the end of the stack.
function findTooDeep(text: string): number | undefined {
  let depth = 0;
  let inString = false;
  for (let offset = 0; offset < text.length; offset++) {
    const character = text[offset];
    if (inString) {
      if (character === '\\') offset++;
      else if (character === '"' || character === '\n') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      depth += 1;
      if (depth > DEEPEST) return offset;
    } else if (character === '}' || character === ']') depth -= 1;
  }
  return undefined;
}

const SYNTAX: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value; texts stand in double quotes',
  InvalidNumberFormat: 'this is no number as JSON writes them',
  PropertyNameExpected: 'a key in double quotes is expected here; a comma before "}" is one too many',
  ValueExpected: 'a value is expected here; a comma before "]" is one too many',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is expected here',
  CloseBraceExpected: 'a closing "}" is missing',
  CloseBracketExpected: 'a closing "]" is missing',
  EndOfFileExpected: 'nothing may follow the end of the object',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'the closing quote of this text is missing',
  UnexpectedEndOfNumber: 'this number is not complete',
  InvalidUnicode: 'this is no Unicode escape: "\\u" takes four hexadecimal digits',
  InvalidEscapeCharacter: 'there is no such escape in JSON',
  InvalidCharacter: 'a control character must be written as an escape, such as "\\n"',
};

function describeSyntax({ error, offset }: ParseError, text: string, file: string, locate: LocateOffset): Diagnostic {
  const empty = text.trim() === '';
  const problem = empty ? 'the file is empty' : (SYNTAX[printParseErrorCode(error)] ?? 'this is not JSON');
  return createDiagnostic('PLX1101', { problem }, { file, ...locate(empty ? 0 : offset) });
}

class TreeReader {
  readonly places = new Map<string, Place>();
  readonly duplicates: Diagnostic[] = [];
  readonly #file: string;
  readonly #locate: LocateOffset;

  constructor(file: string, locate: LocateOffset) {
    this.#file = file;
    this.#locate = locate;
  }

  read(node: Node, pointer: string, key?: number): unknown {
    this.places.set(pointer, key === undefined ? { value: node.offset } : { value: node.offset, key });
    if (node.type === 'array') return (node.children ?? []).map((item, index) => this.read(item, appendPointer(pointer, index)));
    if (node.type === 'object') return this.#readObject(node, pointer);
    return node.value as unknown;
  }

  #readObject(node: Node, pointer: string): unknown {
    const object = Object.create(null) as Record<string, unknown>;
    for (const { children } of node.children ?? []) {
      const [key, value] = children ?? [];
      if (key === undefined || value === undefined) continue;
      const name = String(key.value);
      if (Object.hasOwn(object, name)) {
        const location = { file: this.#file, ...this.#locate(key.offset) };
        this.duplicates.push(createDiagnostic('PLX1102', { key: name }, location));
      }
      object[name] = this.read(value, appendPointer(pointer, name), key.offset);
    }
    return object;
  }
}
