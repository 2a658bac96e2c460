/** The one header a layer begins with (RFC 1952): deflate, no name, no time, system unknown. */
export const GZIP_HEADER: Uint8Array = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

/** CRC-32 and length of what was compressed. */
export const GZIP_TRAILER_SIZE = 8;

/** An empty last block of fixed codes: it ends a deflate stream whose blocks are all marked "not the last". */
export const DEFLATE_END: Uint8Array = Buffer.from([3, 0]);

const LONGEST_STORED = 0xffff;

/** Encodes the end of a gzip member. */
export function encodeGzipTrailer(crc: number, size: number): Uint8Array {
  const trailer = Buffer.alloc(GZIP_TRAILER_SIZE);
  trailer.writeUInt32LE(crc >>> 0, 0);
  trailer.writeUInt32LE(size % 2 ** 32, 4);
  return trailer;
}

/** Encodes bytes as deflate blocks that are stored, not compressed, and not the last (RFC 1951, section 3.2.4). */
export function encodeStored(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += LONGEST_STORED) {
    const block = bytes.subarray(at, at + LONGEST_STORED);
    const head = Buffer.alloc(5);
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(block.length ^ LONGEST_STORED, 3);
    parts.push(head, block);
  }
  return Buffer.concat(parts);
}
