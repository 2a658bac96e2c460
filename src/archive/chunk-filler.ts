/** Joins bytes of any length into chunks of one size, so that what is compressed does not depend on how bytes arrive. */
export class ChunkFiller {
  readonly #size: number;
  readonly #push: (chunk: Uint8Array) => Promise<void>;
  #chunk: Buffer;
  #filled = 0;

  constructor(size: number, push: (chunk: Uint8Array) => Promise<void>) {
    this.#size = size;
    this.#push = push;
    this.#chunk = Buffer.allocUnsafe(size);
  }

  /** Copies bytes. */
  async add(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      at += await this.fill((space) => {
        const part = bytes.subarray(at, at + space.length);
        space.set(part);
        return part.length;
      });
    }
  }

  /**
   * Lets somebody write straight into the chunk.
   *
   * @param write - Gets the free space, writes from its beginning, and says how much.
   */
  async fill(write: (space: Uint8Array) => number): Promise<number> {
    const written = write(this.#chunk.subarray(this.#filled));
    this.#filled += written;
    if (this.#filled === this.#size) await this.#flush();
    return written;
  }

  /** Hands over the last chunk, which may be shorter. */
  async end(): Promise<void> {
    if (this.#filled > 0) await this.#flush();
  }

  async #flush(): Promise<void> {
    const full = this.#chunk.subarray(0, this.#filled);
    this.#chunk = Buffer.allocUnsafe(this.#size);
    this.#filled = 0;
    await this.#push(full);
  }
}
