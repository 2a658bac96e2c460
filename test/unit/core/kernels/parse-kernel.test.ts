import { describe, expect, test } from 'vitest';
import { LARGEST_KERNEL, parseKernel } from '../../../../src/core/kernels/parse-kernel.ts';
import { buildKernel, CODE, encode, F32, I32, list, PREAMBLE, section, text, type KernelParts } from '../../../helpers/kernel-builder.ts';
import { createRandom } from '../../../helpers/random.ts';

const I64 = 0x7e;
const RUN = { code: CODE.addsOne };
const HUGE = encode(2 ** 32 - 1);
const without = (id: number): KernelParts => ({ before: { [id]: section(id, []) } });

/** What is refused: how the kernel differs from one that works, and why it is none. */
const REFUSED: readonly (readonly [name: string, parts: KernelParts, reason: string])[] = [
  ['imports a function', { before: { 3: section(2, list([[...text('env'), ...text('abort'), 0, 0]])) } }, 'it imports "env.abort", and a kernel imports nothing'],
  ['imports its memory', { before: { 3: section(2, list([[...text('env'), ...text('memory'), 2, 1, 1, 16]])) } }, 'it imports "env.memory", and a kernel imports nothing'],
  ['has a start function', { before: { 10: section(8, [1]) } }, 'it has a start function, and nothing of a kernel runs without being called'],
  ['has memory without a maximum', { memory: [1, 0, 1] }, 'its memory has no maximum'],
  ['shares its memory', { memory: [1, 3, 1, 16] }, 'its memory is shared between threads'],
  ['has memory with addresses of 64 bits', { memory: [1, 5, 1, 16] }, 'its memory is of a kind that WebAssembly 2.0 does not know'],
  ['has memory that begins beyond its maximum', { memory: [1, 1, 17, 16] }, 'its memory is larger than its maximum'],
  ['has two memories', { memory: [2, 1, 1, 16, 1, 1, 16] }, 'it has no memory of its own, exported as "memory"'],
  ['has no memory', { memory: [0] }, 'it has no memory of its own, exported as "memory"'],
  ['says that it has more memories than bytes', { memory: HUGE }, 'it ends too early'],
  ['keeps its memory to itself', { memoryName: 'm' }, 'it has no memory of its own, exported as "memory"'],
  ['has a table of 2^32 entries', { before: { 5: section(4, [1, 0x70, 1, 0, ...HUGE]) } }, 'its tables may hold more than 10000 entries'],
  ['has tables that are too large together', { before: { 5: section(4, list([[0x70, 1, 0, ...encode(6_000)], [0x6f, 1, 0, ...encode(6_000)]])) } }, 'its tables may hold more than 10000 entries'],
  ['has a table without a maximum', { before: { 5: section(4, [1, 0x70, 0, 1]) } }, 'its table has no maximum'],
  ['has a table that is filled while it is made', { before: { 5: section(4, [1, 0x40, 0, 0x70, 0, 1]) } }, 'it has a table of a kind that WebAssembly 2.0 does not know'],
  ['takes something of the heap', { functions: { run: { ...RUN, parameters: [0x64] } } }, 'it has a type that WebAssembly 2.0 does not know'],
  ['has exceptions', { before: { 7: section(13, [0]) } }, 'it has a section 13, which WebAssembly 2.0 does not know'],
  ['has a section twice', without(5), 'its section 5 is not where it belongs'],
  ['has a section at the wrong place', { before: { 3: section(7, [0]) } }, 'its section 3 is not where it belongs'],
  ['has bytes behind its memory', { memory: [1, 1, 1, 16, 0] }, 'its section 5 is longer than what it holds'],
  ['has a section that is longer than the file', { before: { 1: [0, 0xff, 0xff, 0x7f] } }, 'it ends too early'],
  ['has a length in six bytes', { before: { 1: [0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00] } }, 'a number in it has more than 32 bits'],
  ['has a length of 33 bits', { before: { 1: [0, 0xff, 0xff, 0xff, 0xff, 0x1f] } }, 'a number in it has more than 32 bits'],
  ['reserves nothing', { reserve: { parameters: [I32], code: [] } }, 'it exports no function "reserve" that takes a length and returns an address'],
  ['reserves by 64 bits', { reserve: { parameters: [I64], results: [I32], code: [0x41, 0] } }, 'it exports no function "reserve" that takes a length and returns an address'],
  ['runs nothing', { functions: {} }, 'it exports no function that takes an address, a length and numbers'],
  ['runs nothing that takes bytes', { functions: { run: { parameters: [], code: [] } } }, 'it exports no function that takes an address, a length and numbers'],
];

describe('parseKernel', () => {
  test('lists what can be run, with how many numbers each takes, and what the memory may grow to', () => {
    const functions = {
      run: RUN,
      mix: { parameters: [I32, I32, F32, I32], results: [F32], code: [0x20, 2] },
      helper: { parameters: [F32], code: [] },
      counts: { parameters: [I32, I32, I64], code: [] },
      pair: { parameters: [I32, I32], results: [I32, I32], code: [0x20, 0, 0x20, 1] },
      ['__proto__']: RUN,
    };
    const parsed = parseKernel(buildKernel({ functions }));
    expect(parsed).toEqual({ kernel: { functions: new Map([['run', 0], ['mix', 2], ['__proto__', 0]]), memoryBytes: 16 * 65_536 } });
  });

  for (const [name, parts, reason] of REFUSED) {
    test(`refuses what ${name}`, () => {
      expect(parseKernel(buildKernel(parts))).toEqual({ refused: reason });
    });
  }

  test('refuses what is too large without looking at it, and what is no module', () => {
    expect(parseKernel(new Uint8Array(LARGEST_KERNEL + 1))).toEqual({ refused: `it has more than ${LARGEST_KERNEL} bytes` });
    for (const bytes of [[], [...PREAMBLE.slice(0, 7)], [...PREAMBLE.slice(0, 4), 2, 0, 0, 0], [...Buffer.from('#!/bin/sh\n')]]) {
      expect(parseKernel(Uint8Array.from(bytes))).toEqual({ refused: 'it is no WebAssembly module of version 1' });
    }
  });

  test('looks past sections of its own kind', () => {
    const named = buildKernel({ before: { 1: section(0, [...text('name'), 1, 2, 3]), 10: section(12, [0]) } });
    expect(parseKernel(named)).toHaveProperty('kernel');
  });

  test('refuses types that are none of functions', () => {
    expect(parseKernel(Uint8Array.from([...PREAMBLE, ...section(1, [1, 0x5f, 0])]))).toEqual({ refused: 'it has types other than those of functions' });
  });

  test('ends with an answer for ten thousand mutated kernels, and knows as much as the machine about those that it takes', () => {
    const random = createRandom(4510);
    const whole = buildKernel({ before: { 5: section(4, [1, 0x70, 1, 1, 1]) }, functions: { run: RUN, mix: { parameters: [I32, I32, F32], results: [F32], code: [0x20, 2] } } });
    let taken = 0;
    for (let round = 0; round < 10_000; round++) {
      const bytes = mutate(whole, random);
      const parsed = parseKernel(bytes);
      if ('refused' in parsed) expect(parsed.refused).not.toBe('');
      else if (WebAssembly.validate(bytes)) {
        taken += 1;
        const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
        expect(Object.keys(exports)).toEqual(expect.arrayContaining(['memory', 'reserve', ...parsed.kernel.functions.keys()]));
        const { memory } = exports as { readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number } };
        expect(() => memory.grow((parsed.kernel.memoryBytes - memory.buffer.byteLength) / 65_536 + 1)).toThrow(RangeError);
      }
    }
    expect(taken).toBeGreaterThan(100);
  });
});

/** Changes, adds or takes away some bytes. */
function mutate(bytes: Uint8Array, random: (below: number) => number): Uint8Array<ArrayBuffer> {
  const mutated = [...bytes];
  for (let change = random(3); change >= 0; change--) {
    const at = random(mutated.length);
    mutated.splice(at, random(3), ...Array.from({ length: random(3) }, () => random(256)));
  }
  return Uint8Array.from(mutated);
}
