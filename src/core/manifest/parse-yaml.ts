import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node, type Pair } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createDiagnostic, fail, failOnErrors } from '../diagnostics/plexi-error.ts';
import { appendPointer } from './json-pointer.ts';
import { createLineIndex, type LocateOffset } from './line-index.ts';
import { createDocument, DEEPEST, type Place } from './places.ts';
import type { SourceDocument } from './source-document.ts';

/**
 * Parses the part of YAML 1.2 that is JSON in another dress (core schema), and keeps the place of every value.
 *
 * Aliases, tags and keys that are no text are refused: no manifest needs them, and aliases make a small file huge.
 *
 * @param file - How diagnostics name the file.
 * @throws {@link PlexiError} with every problem: `PLX1101`, `PLX1102` for keys that stand twice, `PLX1103` when it is
 *   nested too deeply, `PLX1104` for what JSON cannot say.
 */
export function parseYaml(file: string, text: string): SourceDocument {
  const locate = createLineIndex(text);
  const document = composeDocument(file, text, locate);
  const reader = new NodeReader(file, locate);
  const value = reader.read(document.contents, '', 0);
  failOnErrors(reader.problems);
  if (document.contents === null) fail('PLX1101', { problem: 'the file is empty' }, { location: { file, line: 1, column: 1 } });
  return createDocument({ file, text, value, places: reader.places });
}

function composeDocument(file: string, text: string, locate: LocateOffset): Document {
  const documents = compose(file, text);
  const [first, second] = documents;
  if (first === undefined) return fail('PLX1101', { problem: 'the file is empty' }, { location: { file, line: 1, column: 1 } });
  const errors = documents.flatMap((document) => document.errors);
  failOnErrors(
    errors.map(({ code, message, pos }) => {
      const location = { file, ...locate(pos[0]) };
      const problem = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message;
      return code === 'DUPLICATE_KEY' ? createDiagnostic('PLX1102', { key: readWord(text, pos[0]) }, location) : createDiagnostic('PLX1101', { problem }, location);
    }),
  );
  if (second !== undefined) fail('PLX1101', { problem: 'the file holds a second document' }, { location: { file, ...locate(second.range[0]) } });
  return first;
}

function compose(file: string, text: string): readonly Document.Parsed[] {
  try {
    const documents = parseAllDocuments(text, { version: '1.2', schema: 'core', strict: true, uniqueKeys: true, merge: false, prettyErrors: false, logLevel: 'silent' });
    return 'empty' in documents ? [] : documents;
  } catch (error) {
    // The parser is recursive: text that is nested thousands deep ends its stack.
    if (error instanceof RangeError) fail('PLX1103', { limit: DEEPEST }, { location: { file, line: 1, column: 1 }, cause: error });
    throw error;
  }
}

function readWord(text: string, offset: number): string {
  return /^["']?([^"':\s]*)/.exec(text.slice(offset, offset + 100))?.[1] ?? '';
}

class NodeReader {
  readonly places = new Map<string, Place>();
  readonly problems: Diagnostic[] = [];
  readonly #file: string;
  readonly #locate: LocateOffset;

  constructor(file: string, locate: LocateOffset) {
    this.#file = file;
    this.#locate = locate;
  }

  read(node: unknown, pointer: string, depth: number, key?: number): unknown {
    const offset = offsetOf(node) ?? key ?? 0;
    this.places.set(pointer, key === undefined ? { value: offset } : { value: offset, key });
    if (depth > DEEPEST) return this.#refuseDepth(offset);
    if (isAlias(node)) return this.#refuse(offset, 'an alias');
    if (hasTag(node)) return this.#refuse(offset, 'a tag');
    if (isMap(node)) return this.#readMap(node.items, pointer, depth);
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, appendPointer(pointer, index), depth + 1));
    if (isScalar(node)) return this.#readScalar(node.value, offset);
    return null;
  }

  #readMap(items: readonly Pair[], pointer: string, depth: number): unknown {
    const object = Object.create(null) as Record<string, unknown>;
    for (const { key, value } of items) {
      const offset = offsetOf(key) ?? 0;
      if (!isScalar(key) || typeof key.value !== 'string') this.#refuse(offset, 'a key that is no text');
      else object[key.value] = this.read(value, appendPointer(pointer, key.value), depth + 1, offset);
    }
    return object;
  }

  #readScalar(value: unknown, offset: number): unknown {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    return this.#refuse(offset, 'a number that JSON cannot write');
  }

  #refuse(offset: number, what: string): null {
    this.problems.push(createDiagnostic('PLX1104', { what }, { file: this.#file, ...this.#locate(offset) }));
    return null;
  }

  #refuseDepth(offset: number): null {
    this.problems.push(createDiagnostic('PLX1103', { limit: DEEPEST }, { file: this.#file, ...this.#locate(offset) }));
    return null;
  }
}

function offsetOf(node: unknown): number | undefined {
  return (node as Partial<Node> | null | undefined)?.range?.[0];
}

function hasTag(node: unknown): boolean {
  const tag = (node as { readonly tag?: unknown } | null | undefined)?.tag;
  return typeof tag === 'string' && !tag.startsWith('tag:yaml.org,2002:');
}
