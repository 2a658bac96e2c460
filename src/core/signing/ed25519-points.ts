// The order of the base point, and the field's prime: RFC 8032, section 5.1.
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const PRIME = 2n ** 255n - 19n;

// The y coordinates of the eight points of small order, as little-endian hex without the sign bit.
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
]);

/**
 * Whether 32 bytes are a point that a signature may rest on: encoded in its one form, and not of
 * small order. `node:crypto` takes keys of small order, under which one signature fits any message.
 */
export function isSoundPoint(point: Uint8Array): boolean {
  if (point.length !== 32) return false;
  const y = Buffer.from(point);
  y.writeUInt8(y.readUInt8(31) & 0x7f, 31);
  return numberOf(y) < PRIME && !SMALL_ORDER.has(y.toString('hex'));
}

/** Whether 32 bytes are a scalar in its one form: below the order of the base point. */
export function isSoundScalar(scalar: Uint8Array): boolean {
  return scalar.length === 32 && numberOf(scalar) < ORDER;
}

function numberOf(littleEndian: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(littleEndian).reverse().toString('hex')}`);
}
