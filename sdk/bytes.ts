import type { JsonValue } from './runtime-interface.ts';

/** Bytes on their way over the boundary: the only key of an object, with Base64 behind it. */
const MARK = '$bytes';

// In every sandbox and in Node.js, where the SDK has no types for them.
declare function atob(text: string): string;
declare function btoa(text: string): string;

interface Base64 {
  toBase64?(): string;
}

interface Base64Constructor {
  readonly fromBase64?: (this: Base64Constructor, text: string) => Uint8Array;
}

/** Bytes as JSON. */
export function encodeBytes(bytes: Uint8Array): JsonValue {
  const native = (bytes as Base64).toBase64?.();
  return { [MARK]: native ?? btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
}

/** Whether JSON stands for bytes. */
export function isBytes(value: unknown): value is { readonly $bytes: string } {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, MARK)) return false;
  return Object.keys(value).length === 1 && typeof (value as { readonly $bytes: unknown }).$bytes === 'string';
}

/**
 * Reads bytes that crossed as JSON.
 *
 * @throws TypeError when it does not stand for bytes.
 */
export function decodeBytes(value: unknown): Uint8Array {
  if (!isBytes(value)) throw new TypeError('these are no bytes');
  const native = (Uint8Array as Base64Constructor).fromBase64?.(value.$bytes);
  return native ?? Uint8Array.from(atob(value.$bytes), (character) => character.charCodeAt(0));
}
