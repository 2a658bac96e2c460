import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { limitWasmMemory } from '../../../src/sandbox/limit-wasm-memory.ts';

// "\0asm", version 1, a memory section with one memory of one page, an export section that names it `m`.
const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const MEMORY = [5, 3, 1, 0, 1];
const EXPORT = [7, 5, 1, 1, 0x6d, 2, 0];
const MODULE = Uint8Array.from([...PREAMBLE, ...MEMORY, ...EXPORT]);

interface Exports {
  readonly m: { grow(pages: number): number; readonly buffer: ArrayBuffer };
}
interface Instantiate {
  instantiate(bytes: Uint8Array): Promise<{ instance: { exports: Exports } }>;
}
const machine = (globalThis as unknown as { WebAssembly: Instantiate }).WebAssembly;

describe('limitWasmMemory', () => {
  test('makes the machine refuse to grow beyond the maximum', async () => {
    const { instance } = await machine.instantiate(limitWasmMemory(MODULE, 300));
    expect(instance.exports.m.grow(299)).toBe(1);
    expect(() => instance.exports.m.grow(1)).toThrow(RangeError);
    expect(instance.exports.m.buffer.byteLength).toBe(300 * 65_536);
  });

  test('leaves the rest of the module as it is', () => {
    const limited = limitWasmMemory(MODULE, 2);
    expect([...limited]).toEqual([...PREAMBLE, 5, 4, 1, 1, 1, 2, ...EXPORT]);
  });

  test('replaces a maximum that is there', () => {
    const module = Uint8Array.from([...PREAMBLE, 5, 4, 1, 1, 1, 9, ...EXPORT]);
    expect([...limitWasmMemory(module, 2)]).toEqual([...PREAMBLE, 5, 4, 1, 1, 1, 2, ...EXPORT]);
  });

  test('limits the engine that is installed', async () => {
    const binary = await readFile(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'));
    expect(limitWasmMemory(binary, 1000).length).toBe(binary.length + 2);
  });

  const REFUSED = [
    ['without a memory section', [...PREAMBLE, ...EXPORT], 10],
    ['that starts larger than the maximum', [...PREAMBLE, 5, 3, 1, 0, 5, ...EXPORT], 4],
    ['with two memories', [...PREAMBLE, 5, 5, 2, 0, 1, 0, 1], 4],
    ['that ends early', [...PREAMBLE, 5], 4],
    ['that is empty', [], 4],
  ] as const;
  for (const [name, bytes, pages] of REFUSED) {
    test(`refuses a module ${name}`, () => {
      expect(() => limitWasmMemory(Uint8Array.from(bytes), pages)).toThrow(RangeError);
    });
  }
});
