import { createLineIndex } from './line-index.ts';

/** Finds the place of the first byte that is not UTF-8: the end of the longest beginning that is. */
export function locateInvalidByte(bytes: Uint8Array): { readonly line: number; readonly column: number } {
  const valid = new TextDecoder('utf-8').decode(bytes.subarray(0, countValidBytes(bytes)), { stream: true });
  return createLineIndex(valid)(valid.length);
}

function countValidBytes(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (isValidStart(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

// A character that the cut leaves incomplete is no mistake.
function isValidStart(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
