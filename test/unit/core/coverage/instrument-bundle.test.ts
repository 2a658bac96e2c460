import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import type { Span } from '../../../../src/core/coverage/bundle-places.ts';
import { instrumentBundle, type Instrumentation } from '../../../../src/core/coverage/instrument-bundle.ts';
import { createStackMapper } from '../../../../src/sandbox/source-stack.ts';

interface Bundled {
  readonly code: string;
  readonly map: string;
}

async function bundle(source: string, path = 'src/index.ts'): Promise<Bundled> {
  const { outputFiles } = await build({
    stdin: { contents: source, loader: 'ts', sourcefile: path },
    bundle: true, write: false, format: 'iife', target: 'es2023', platform: 'neutral', sourcemap: 'external', outfile: 'plugin.js', tsconfigRaw: '{}', globalName: 'answer',
  });
  const find = (end: string): string => outputFiles.find((file) => file.path.endsWith(end))?.text ?? '';
  return { code: find('.js').replace(/^(?:"use strict";\n)?var answer = /m, 'answer = '), map: find('.map') };
}

/** Runs instrumented code. */
function run({ bundle: { code, counters } }: Instrumentation): { readonly answer: unknown; readonly counts: readonly number[] } {
  const counts = new Uint32Array(counters);
  const context: { answer?: { readonly default: unknown } } = {};
  (runInNewContext(code, context) as (counts: Uint32Array) => void)(counts);
  return { answer: context.answer?.default, counts: [...counts] };
}

/** What stands at a span of the source, in one line. */
function textOf(source: string, { start, end }: Span): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines.map((line, at) => line.slice(at === 0 ? start.column : 0, at === last ? end.column : undefined).trim()).join(' ');
}

async function count(source: string): Promise<{ readonly answer: unknown; readonly statements: readonly string[]; readonly functions: readonly string[]; readonly branches: readonly string[] }> {
  const { code, map } = await bundle(source);
  const instrumented = instrumentBundle(code, map);
  const { answer, counts } = run(instrumented);
  const [file] = instrumented.files;
  if (file === undefined) throw new Error('no file was counted');
  return {
    answer,
    statements: file.statements.map((each) => `${counts[each.counter]}× ${textOf(source, each)}`),
    functions: file.functions.map((each) => `${counts[each.counter]}× ${each.name}`),
    branches: file.branches.map(({ type, start, arms }) => `${type} in line ${start.line}: ${arms.map(({ counter }) => counts[counter]).join(' ')}`),
  };
}

describe('instrumentBundle counts', () => {
  test('statements, where they were written', async () => {
    const { statements } = await count(`interface Sky { clouds: number }
let found: number[] = [];
for (const each of [1, 2, 3]) found.push(each);
while (found.length > 1) { found.pop(); }
try { throw new Error('x'); } catch { found = []; } finally { found.push(9); }
let later: Sky;
export default found;
`);
    expect(statements).toEqual([
      '1× let found: number[] = []',
      '1× for (const each of [1, 2, 3]) found.push(each)',
      '3× found.push(each)',
      '1× while (found.length > 1) { found.pop(); }',
      '2× found.pop()',
      "1× try { throw new Error('x'); } catch { found = []; } finally { found.push(9); }",
      "1× throw new Error('x')",
      '1× found = []',
      '1× found.push(9)',
      '1× export default found',
    ]);
  });

  test('functions by the names that their authors gave them', async () => {
    const { functions } = await count(`function named() { return 1; }
const arrow = () => named();
class Weather {
  handler = () => 1;
  constructor(readonly day = 1) {}
  get sky() { return 1; }
  static make() { return new Weather(); }
  #secret() { return 2; }
  async reveal() { return this.#secret(); }
  'odd name'() {}
}
Weather.make().sky;
export default [1, 2].map((each) => each + arrow());
`);
    expect(functions).toEqual(['2× named', '2× arrow', '0× handler', '1× constructor', '1× sky', '1× make', '0× #secret', '0× reveal', '0× odd name', '2× (anonymous)']);
  });

  test('every way that a branch may go, also the one that nobody has written', async () => {
    const { branches } = await count(`function judge(n: number, big = n > 5) {
  if (n === 1) return 'one';
  else if (n === 2) return 'two';
  switch (n) {
    case 3:
    case 4: return 'few';
    default: break;
  }
  return big && n > 8 ? 'many' : n ?? 'none';
}
export default [judge(1), judge(3), judge(4, false), judge(6), judge(9)];
`);
    expect(branches).toEqual([
      'default-arg in line 1: 4',
      'if in line 2: 1 4',
      'if in line 3: 0 4',
      'switch in line 4: 1 2 2',
      'binary-expr in line 9: 2 2',
      'cond-expr in line 9: 1 1',
      'binary-expr in line 9: 1 0',
    ]);
  });

  test('nothing that the author has not written: helpers of decorators, enumerations, private methods, packages', async () => {
    const { statements, functions, branches } = await count(`function seen(value: unknown, context: ClassMethodDecoratorContext) {}
enum Sky { Clear, Cloudy }
class Weather {
  @seen
  tell() { return this.#word(); }
  #word() { return Sky[1]; }
}
export default new Weather().tell();
`);
    expect(statements).toEqual(['1× enum Sky', '1× return this', '1× return Sky[1]', '1× export default new Weather().tell()']);
    expect(functions).toEqual(['1× seen', '1× tell', '1× #word']);
    expect(branches).toEqual([]);
  });

  for (const path of ['npm:left-pad@1.0.0/index.js', 'plexi-plugin/sdk', '../outside.ts', 'data.json']) {
    test(`nothing of ${path}`, async () => {
      const { code, map } = await bundle('export default [1].map((each) => each > 0 ? 1 : 2);', path);
      const named = JSON.stringify({ ...(JSON.parse(map) as object), sources: [path] });
      const { bundle: { counters }, files } = instrumentBundle(code, named);
      expect({ counters, files }).toEqual({ counters: 0, files: [] });
    });
  }
});

// What a careless counter would change: names of functions, directives, labels, `this`, generators, what follows an `else`.
const SAME: readonly string[] = [
  'const f = () => 1; const o = { g: () => 2, h() {}, ["i" + 1]: function () {} }; class A { j = () => 3; static k = class {}; } const d = ({ m = () => 4 } = {}) => m.name; export default [f.name, o.g.name, o.h.name, o.i1.name, new A().j.name, A.k.name, d()];',
  'function f(this: unknown) { "use strict"; return this === undefined; } export default f();',
  'const out: number[] = []; outer: for (let i = 0; i < 3; i++) { inner: do { if (i === 1) continue outer; break inner; } while (true); out.push(i); } export default out;',
  'function* g() { const got: unknown = (yield 1) || (yield 2); return got; } const it = g(); export default [it.next(), it.next(), it.next(5)];',
  'const o = { n: 1, get() { return this?.n ?? 7; } }; export default [(true && o.get)?.call(null), (o.get || null)(), o?.get()];',
  'let s = ""; for (let i = 0; i < 4; i++) if (i % 2) if (i > 2) s += "a"; else s += "b"; else s += "c"; export default s;',
  'const f = (a: number, b = a ? (1, 2) : { c: 1 }) => ({ a, b }); export default [f(0), f(1), ((x) => (x, 3))(1)];',
  'class A { static #n = 0; #m = A.#n++ || 5; static has(o: object) { return #m in o && true; } static { A.#n += 10; } get() { return this.#m; } } export default [new A().get(), A.has(new A())];',
  'class B { constructor(readonly v: number) {} } class C extends B { w = this.v || 1; constructor() { super(4); } } export default new C().w;',
  'const t = (s: TemplateStringsArray, ...v: unknown[]) => s.raw.join("|") + v.join(); export default t`a${1 ? 2 : 3}b\\n${null ?? "x"}`;',
  'let a: any = null; a ??= { b: 0 }; a.b ||= 3; a.b &&= a.b + 1; export default a;',
  'export default (() => { switch (3 as number) { case 1: { return 1; } case 3: case 4: let x = 5; return x; default: } })();',
];

describe('instrumented code does what the code does', () => {
  for (const source of SAME) {
    test(source.slice(0, 80), async () => {
      const { code, map } = await bundle(source);
      const context: { answer?: { readonly default: unknown } } = {};
      runInNewContext(code, context);
      expect(JSON.stringify(run(instrumentBundle(code, map)).answer)).toBe(JSON.stringify(context.answer?.default));
    });
  }

  test('the name of the counters is none that the code has', async () => {
    const { code, map } = await bundle('let $count = 3; $count++; export default $count;');
    expect(run(instrumentBundle(code, map)).answer).toBe(4);
  });
});

test('each place of the bundle leads to the same place of the source as before, on the same line', async () => {
  const source = SAME.map((each, at) => `export const v${at} = (() => {\n${each.replace('export default', 'return')}\n})();`).join('\n');
  const { code, map } = await bundle(source.replace(/^/, 'export default 1;\n'));
  const { bundle: counted } = instrumentBundle(code, map);
  const [plain, shifted] = [createStackMapper(map), createStackMapper(counted.sourceMap)];
  const lines = code.split('\n');
  const countedLines = counted.code.split('\n');
  expect(countedLines.length).toBe(lines.length + 1);
  let places = 0;
  for (const [row, line] of lines.entries()) {
    for (const { 0: word, index } of line.matchAll(/\b(?:throw|return|for|call|push|next|name)\b/g)) {
      // The same word, as often as it comes before on the line.
      const nth = [...line.slice(0, index).matchAll(new RegExp(`\\b${word}\\b`, 'g'))].length;
      const column = [...(countedLines[row] ?? '').matchAll(new RegExp(`\\b${word}\\b`, 'g'))][nth]?.index ?? -1;
      const frame = (at: number): string => `    at go (dist/plugin.js:${row + 1}:${at + 1})`;
      expect(shifted.map(frame(column)).location).toEqual(plain.map(frame(index)).location);
      places++;
    }
  }
  expect(places).toBeGreaterThan(30);
});

test('refuses what is no code', () => {
  expect(() => instrumentBundle('(() => {', '{"version":3,"sources":[],"names":[],"mappings":""}')).toThrow(SyntaxError);
});
