import fc from 'fast-check';
import { stringify } from 'yaml';

/** One step away from a good manifest. */
type Mutation = (value: unknown) => unknown;

const HOSTILE_KEYS = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'length', '', ' ', 'a/b', '~0', '$ref', '\u202e', '\ud800', 'nmae', 'NAME', '0'];
const HOSTILE_VALUES: readonly unknown[] = [
  null, true, false, 0, -1, 1e21, 1e308, -0, '', ' ', '\n', '\u0000', '\ud800', '../..', './src/index.ts', 'C:\\x', '/etc/passwd', 'main.py', 'handlers.message:Handler', '*', '*.com', '>=a.1.1-1',
  '=>1', 'x'.repeat(5_000), 'a-'.repeat(300), '!'.repeat(400), [], {}, [[]], [null], [{}], { permission: 1 }, { permission: 'external.api', hosts: [1, '*'] }, { valueOf: 1, toString: 2 },
  { type: 'object', properties: { a: { $ref: '#' } } }, [['a', 'b'], ['a', 'b']], { a: { b: { c: { d: [] } } } },
];

type Scratch = (text: string) => string;

/** A text that was made from a manifest by some hostile or careless hand, and the file it pretends to be. */
export interface MutatedManifest {
  readonly file: 'plugin.json' | 'plugin.yaml';
  readonly text: string;
}

/** Mutated manifests: first their values, then their text. */
export function arbitraryManifest(seeds: readonly unknown[]): fc.Arbitrary<MutatedManifest> {
  return fc
    .record({
      seed: fc.constantFrom(...seeds),
      mutations: fc.array(arbitraryMutation(), { maxLength: 4 }),
      file: fc.constantFrom('plugin.json' as const, 'plugin.yaml' as const),
      indent: fc.constantFrom(0, 1, 2, '\t'),
      scratches: fc.oneof({ weight: 3, arbitrary: fc.constant<readonly Scratch[]>([]) }, { weight: 2, arbitrary: fc.array(arbitraryScratch(), { maxLength: 3 }) }),
    })
    .map(({ seed, mutations, file, indent, scratches }) => {
      const value = mutations.reduce((current, mutate) => mutate(current), seed);
      const text = file === 'plugin.json' ? JSON.stringify(value, undefined, indent) : stringify(value, { aliasDuplicateObjects: false });
      const all: readonly Scratch[] = scratches;
      return { file, text: all.reduce((current, scratch) => scratch(current), text) };
    });
}

function arbitraryMutation(): fc.Arbitrary<Mutation> {
  const value = fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...HOSTILE_VALUES) }, fc.jsonValue({ maxDepth: 2 }));
  const key = fc.oneof(fc.constantFrom(...HOSTILE_KEYS), fc.string({ maxLength: 8 }));
  return fc.record({ at: fc.nat(), kind: fc.constantFrom('replace', 'remove', 'rename', 'repeat', 'wrap', 'add'), value, key, depth: fc.nat(80) }).map((step) => (root) => change(root, step));
}

interface Step {
  readonly at: number;
  readonly kind: 'replace' | 'remove' | 'rename' | 'repeat' | 'wrap' | 'add';
  readonly value: unknown;
  readonly key: string;
  readonly depth: number;
}

// Walks to the `at`-th value and does one thing there.
function change(root: unknown, step: Step): unknown {
  const target = step.at % countValues(root);
  let index = 0;
  const visit = (value: unknown): unknown => {
    const mine = index === target;
    index += 1;
    if (mine) return alter(value, step);
    if (Array.isArray(value)) return value.map(visit);
    return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)])) : value;
  };
  return visit(root);
}

function alter(value: unknown, { kind, value: other, key, depth }: Step): unknown {
  switch (kind) {
    case 'replace':
      return other;
    case 'wrap':
      return Array.from({ length: depth }).reduce<unknown>((inner) => [inner], value);
    case 'repeat':
      return Array.isArray(value) ? [...(value as unknown[]), ...(value as unknown[])] : [value, value];
    case 'add':
      return Array.isArray(value) ? [...(value as unknown[]), other] : isRecord(value) ? defined({ ...value }, key, other) : other;
    case 'remove':
      return isRecord(value) ? Object.fromEntries(Object.entries(value).slice(1)) : Array.isArray(value) ? value.slice(1) : null;
    case 'rename':
      return isRecord(value) ? Object.entries(value).reduce((all, [name, item], index) => defined(all, index === 0 ? key : name, item), {}) : key;
  }
}

// Also `__proto__` becomes a key like any other.
function defined(object: object, key: string, value: unknown): object {
  return Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function countValues(value: unknown): number {
  const items = Array.isArray(value) ? (value as unknown[]) : isRecord(value) ? Object.values(value) : [];
  return 1 + items.reduce<number>((sum, item) => sum + countValues(item), 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const SNIPPETS = ['', ',', '"', "'", '{', '}', '[', ']', ':', '//', '/* */', '\n', '\r', '\r\n', '\t', '\u0000', '\u2028', '\ufeff', '&a ', '*a', '!!binary ', '<<: ', '%YAML 1.1\n', '---\n', '...', '- ', '? ', '| ', '"\\ud800"', '1e999', '.inf', '__proto__: ', '\\', '😀', '\ud83d'];

function arbitraryScratch(): fc.Arbitrary<Scratch> {
  return fc.record({ at: fc.nat(), remove: fc.nat(6), insert: fc.constantFrom(...SNIPPETS), whole: fc.constantFrom('', '', '', 'cut', 'crlf', 'bom') }).map(({ at, remove, insert, whole }) => (text) => {
    const offset = text.length === 0 ? 0 : at % text.length;
    if (whole === 'cut') return text.slice(0, offset);
    if (whole === 'crlf') return text.replaceAll('\n', '\r\n');
    if (whole === 'bom') return `\ufeff${text}`;
    return text.slice(0, offset) + insert + text.slice(offset + remove);
  });
}
