import { describe, expect, test } from 'vitest';
import { pointAtLoop } from '../../../src/sandbox/find-loop.ts';

function find(code: string, line: number): string {
  return pointAtLoop(`    at go (dist/plugin.js:${line}:7)\n    at up (dist/plugin.js:1:1)`, code).split('\n')[0] ?? '';
}

const FOUND: readonly (readonly [string, string, number, string])[] = [
  ['a loop that is the first statement of the function told', '  async go() {\n    while (true) {\n    }\n  }', 1, '2:5'],
  ['a loop after the call told', '  go() {\n    call();\n    let i = 0;\n    for (; ; ) {\n      i++;\n    }\n  }', 2, '4:5'],
  ['a do loop', 'function go() {\n  do {\n  } while (true);\n}', 1, '2:3'],
  ['a labelled loop', 'function go() {\n  outer: for (; ; ) {\n  }\n}', 1, '2:3'],
  ['a loop inside a condition', 'function go() {\n  if (a) {\n    while (true) {\n    }\n  }\n}', 1, '3:5'],
  ['a loop inside try', 'function go() {\n  try {\n    while (true) {\n    }\n  } catch {\n  }\n}', 1, '3:5'],
  ['a loop behind functions and objects with loops of their own', 'function go() {\n  const f = () => {\n    while (true) {\n    }\n  };\n  const o = {\n    a: 1\n  };\n  while (true) {\n  }\n}', 1, '9:3'],
  ['a loop after a class told', 'var A = class {\n  m() {\n    for (; ; ) {\n    }\n  }\n};\nwhile (true) {\n}', 1, '7:1'],
  ['the line told itself', '  for (const x of call()) {\n  }', 1, '1:3'],
];

const KEPT: readonly (readonly [string, string, number])[] = [
  ['no loop', 'function go() {\n  call();\n}', 1],
  ['a loop of the next function', 'function go() {\n  call();\n}\nfunction other() {\n  while (true) {\n  }\n}', 1],
  ['a loop of the block around', 'while (true) {\n  if (a) {\n    call();\n  }\n}\nwhile (b) {\n}', 3],
  ['a line beyond the code', 'a', 100],
  ['a name that only begins like a loop', 'function go() {\n  format(1);\n  whileTrue();\n}', 1],
];

describe('pointAtLoop', () => {
  for (const [name, code, line, place] of FOUND) {
    test(`finds ${name}`, () => {
      expect(find(code, line)).toBe(`    at go (dist/plugin.js:${place})`);
    });
  }
  for (const [name, code, line] of KEPT) {
    test(`keeps the place where there is ${name}`, () => {
      expect(find(code, line)).toBe(`    at go (dist/plugin.js:${line}:7)`);
    });
  }
  test('leaves a stack without frames of the bundle alone', () => {
    expect(pointAtLoop('    at parse (native)', 'while (true) {}')).toBe('    at parse (native)');
  });
});
