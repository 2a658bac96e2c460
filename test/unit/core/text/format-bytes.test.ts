import { expect, test } from 'vitest';
import { formatBytes } from '../../../../src/core/text/format-bytes.ts';

const FORMATTED = [
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [11_400, '11.4 kB'],
  [99_949, '99.9 kB'],
  [99_950, '100 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [151_000_000, '151 MB'],
  [5e12, '5000 GB'],
] as const;

for (const [bytes, text] of FORMATTED) {
  test(`${String(bytes)} bytes are shown as ${text}`, () => {
    expect(formatBytes(bytes)).toBe(text);
  });
}
