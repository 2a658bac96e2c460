import { WasmReader } from '../core/kernels/wasm-reader.ts';

const MEMORY_SECTION = 5;
const PREAMBLE_BYTES = 8;
const HAS_MAXIMUM = 1;

/**
 * Writes a maximum into the memory section of a WebAssembly module.
 *
 * QuickJS counts what it allocates itself, but its native extensions allocate beside it: without this, 300 long URLs
 * held 300 MB under a limit of 64. The maximum makes the machine refuse, whoever asks. WebAssembly Core 2.0, 5.5.8.
 *
 * @param module - The binary; it defines exactly one memory.
 * @param pages - The maximum, in pages of 64 KiB.
 * @returns A new binary.
 */
export function limitWasmMemory(module: Uint8Array, pages: number): Uint8Array<ArrayBuffer> {
  const reader = new WasmReader(module.subarray(PREAMBLE_BYTES));
  while (!reader.isAtEnd) {
    const start = PREAMBLE_BYTES + reader.at;
    const id = reader.readByte();
    const section = new WasmReader(reader.readPart());
    if (id !== MEMORY_SECTION) continue;
    const count = section.readUnsigned();
    section.readByte();
    const minimum = section.readUnsigned();
    if (count !== 1 || minimum > pages) break;
    const body = [1, HAS_MAXIMUM, ...encodeUnsigned(minimum), ...encodeUnsigned(pages)];
    return concatenate(module.subarray(0, start), [MEMORY_SECTION, ...encodeUnsigned(body.length), ...body], module.subarray(PREAMBLE_BYTES + reader.at));
  }
  throw new RangeError('the module has no single memory that a maximum could be written into');
}

// LEB128, WebAssembly Core 2.0, 5.2.2.
function encodeUnsigned(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...encodeUnsigned(Math.floor(value / 0x80))];
}

function concatenate(...parts: readonly ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
