/**
 * Joins bytes of any length into chunks of one size, so that what is compressed does not depend on how
 * bytes arrive. Filling is synchronous, because most files are small; whoever fills calls `drain` in between.
 */
export class ChunkFiller {
  readonly #size: number;
  readonly #push: (chunk: Uint8Array) => Promise<void>;
  readonly #full: Uint8Array[] = [];
  #chunk: Buffer;
  #filled = 0;

  /** @param push - Receives the chunks in order; the filler does not touch them again. */
  constructor(size: number, push: (chunk: Uint8Array) => Promise<void>) {
    this.#size = size;
    this.#push = push;
    this.#chunk = Buffer.allocUnsafe(size);
  }

  /** Whether chunks wait for `drain`. */
  get isFull(): boolean {
    return this.#full.length > 0;
  }

  /** What is free of the chunk: somebody may write from its beginning, and then calls `advance`. */
  get space(): Buffer {
    return this.#chunk.subarray(this.#filled);
  }

  /** As `space`, but no more than this; `undefined` when there is less. */
  reserve(count: number): Buffer | undefined {
    const end = this.#filled + count;
    return end > this.#size ? undefined : this.#chunk.subarray(this.#filled, end);
  }

  /** Takes as many bytes as were written into `space`. */
  advance(count: number): void {
    this.#filled += count;
    if (this.#filled < this.#size) return;
    this.#full.push(this.#chunk);
    this.#chunk = Buffer.allocUnsafe(this.#size);
    this.#filled = 0;
  }

  /** Copies bytes. */
  add(bytes: Uint8Array): void {
    let rest = bytes;
    for (let free = this.#size - this.#filled; rest.length > free; free = this.#size) {
      this.#chunk.set(rest.subarray(0, free), this.#filled);
      this.advance(free);
      rest = rest.subarray(free);
    }
    this.#chunk.set(rest, this.#filled);
    this.advance(rest.length);
  }

  /** Adds as many zeros as that. */
  addZeros(count: number): void {
    for (let left = count; left > 0; ) {
      const part = Math.min(left, this.#size - this.#filled);
      this.#chunk.fill(0, this.#filled, this.#filled + part);
      this.advance(part);
      left -= part;
    }
  }

  /** Hands over the chunks that are full. */
  async drain(): Promise<void> {
    for (let chunk = this.#full.shift(); chunk !== undefined; chunk = this.#full.shift()) await this.#push(chunk);
  }

  /** Hands over everything; the last chunk may be shorter. */
  async end(): Promise<void> {
    if (this.#filled > 0) this.#full.push(this.#chunk.subarray(0, this.#filled));
    this.#filled = 0;
    await this.drain();
  }
}
