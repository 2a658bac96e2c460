const LAST_SHIFT = 28;
const LAST_BITS = 0x0f;

/** Reads a WebAssembly binary from its beginning. What cannot be read is a `RangeError`. Numbers of clauses are those of WebAssembly Core 2.0. */
export class WasmReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** How many bytes have been read. */
  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  readByte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new RangeError('it ends too early');
    this.#at += 1;
    return byte;
  }

  /** 5.2.2: a whole number of 32 bits, in five bytes at most; the last of them has four bits of it, and nothing else. */
  readUnsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.readByte();
      if (shift === LAST_SHIFT && byte > LAST_BITS) throw new RangeError('a number in it has more than 32 bits');
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  /** What stands behind its length. */
  readPart(): Uint8Array {
    const end = this.readUnsigned() + this.#at;
    if (end > this.#bytes.length) throw new RangeError('it ends too early');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  /** 5.2.4. */
  readName(): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.readPart());
    } catch (error) {
      throw error instanceof RangeError ? error : new RangeError('a name in it is not UTF-8');
    }
  }

  /** 5.1.3: so many of something. However many it says there are, each takes at least a byte. */
  readList<Item>(read: () => Item): readonly Item[] {
    const count = this.readUnsigned();
    if (count > this.#bytes.length - this.#at) throw new RangeError('it ends too early');
    return Array.from({ length: count }, read);
  }
}
