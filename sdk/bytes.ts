import type { JsonValue } from './runtime-interface.ts';

// In every sandbox and in Node.js, where the SDK has no types for it.
declare function btoa(text: string): string;

interface Base64 {
  toBase64?(): string;
}

/** Bytes as JSON, for what is read by people or kept: the only key of an object, with Base64 behind it. */
export function encodeBytes(bytes: Uint8Array): JsonValue {
  const native = (bytes as Base64).toBase64?.();
  return { $bytes: native ?? btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
}
