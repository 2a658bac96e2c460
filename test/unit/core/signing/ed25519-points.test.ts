import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isSoundPoint, isSoundScalar } from '../../../../src/core/signing/ed25519-points.ts';

// The curve, computed here from RFC 8032 instead of listed, so that the list of the product is checked.
const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * invert(121666n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

type Point = readonly [bigint, bigint];

function mod(value: bigint): bigint {
  return ((value % P) + P) % P;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = mod(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}

function invert(value: bigint): bigint {
  return power(value, P - 2n);
}

function add([x1, y1]: Point, [x2, y2]: Point): Point {
  const t = mod(D * x1 * x2 * y1 * y2);
  return [mod((x1 * y2 + x2 * y1) * invert(1n + t)), mod((y1 * y2 + x1 * x2) * invert(1n - t))];
}

function multiply(point: Point, scalar: bigint): Point {
  let result: Point = [0n, 1n];
  let doubled = point;
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = add(result, doubled);
    doubled = add(doubled, doubled);
  }
  return result;
}

function pointAt(y: bigint): Point | undefined {
  const squared = mod((y * y - 1n) * invert(D * y * y + 1n));
  const root = power(squared, (P + 3n) / 8n);
  for (const x of [root, mod(root * ROOT_OF_MINUS_ONE)]) if (mod(x * x) === squared) return [x, y];
  return undefined;
}

function encode([x, y]: Point): Buffer {
  return encodeNumber(y | ((x & 1n) << 255n));
}

function encodeNumber(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex').reverse();
}

/** The eight points whose order divides 8: any point times the order of the base point. */
function torsion(): readonly Point[] {
  for (let y = 2n; ; y++) {
    const point = pointAt(y);
    const generator = point && multiply(point, L);
    if (generator && multiply(generator, 4n)[1] !== 1n) return Array.from({ length: 8 }, (_, k) => multiply(generator, BigInt(k)));
  }
}

describe('isSoundPoint', () => {
  const points = torsion();

  test('there are eight points of small order', () => {
    expect(new Set(points.map((point) => encode(point).toString('hex'))).size).toBe(8);
  });

  test.each(points.map((point, index) => [index, encode(point)] as const))('refuses the point of small order %i', (_, bytes) => {
    expect(isSoundPoint(bytes)).toBe(false);
  });

  test.each(points.map((point, index) => [index, encode(point)] as const))('refuses the point of small order %i with its sign turned', (_, bytes) => {
    const turned = Buffer.from(bytes);
    turned.writeUInt8(turned.readUInt8(31) ^ 0x80, 31);
    expect(isSoundPoint(turned)).toBe(false);
  });

  test('refuses every coordinate above the prime', () => {
    for (let y = P; y < 2n ** 255n; y++) expect(isSoundPoint(encodeNumber(y))).toBe(false);
  });

  test('refuses other lengths', () => {
    expect([31, 33, 0].map((length) => isSoundPoint(Buffer.alloc(length, 9)))).toEqual([false, false, false]);
  });

  test('takes keys that are made as usual', () => {
    for (let round = 0; round < 50; round++) {
      const der = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
      expect(isSoundPoint(der.subarray(12))).toBe(true);
    }
  });
});

describe('isSoundScalar', () => {
  test.each([[0n, true], [1n, true], [L - 1n, true], [L, false], [L + 1n, false], [2n ** 255n, false]] as const)('%s: %s', (scalar, is) => {
    expect(isSoundScalar(encodeNumber(scalar))).toBe(is);
  });
});
