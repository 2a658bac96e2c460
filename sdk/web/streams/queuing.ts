/** How much a stream may hold before its source should wait. */
export interface QueuingStrategy<Chunk = unknown> {
  readonly highWaterMark?: number;
  readonly size?: (chunk: Chunk) => number;
}

/** Counts chunks. */
export class CountQueuingStrategy {
  readonly highWaterMark: number;

  constructor({ highWaterMark }: { readonly highWaterMark: number }) {
    this.highWaterMark = highWaterMark;
  }

  get size(): () => number {
    return () => 1;
  }
}

/** Counts bytes. */
export class ByteLengthQueuingStrategy {
  readonly highWaterMark: number;

  constructor({ highWaterMark }: { readonly highWaterMark: number }) {
    this.highWaterMark = highWaterMark;
  }

  get size(): (chunk: ArrayBufferView) => number {
    return ({ byteLength }) => byteLength;
  }
}

/** Chunks that wait, each with its size: Streams §8.1. */
export class ChunkQueue<Chunk> {
  readonly #chunks: { readonly chunk: Chunk; readonly size: number }[] = [];
  readonly #highWaterMark: number;
  readonly #sizeOf: (chunk: Chunk) => number;
  #total = 0;

  constructor({ highWaterMark, size }: QueuingStrategy<Chunk>, defaultMark: number) {
    const mark = Number(highWaterMark ?? defaultMark);
    if (Number.isNaN(mark) || mark < 0) throw new RangeError('a highWaterMark is a number from 0 up');
    this.#highWaterMark = mark;
    this.#sizeOf = size ?? (() => 1);
  }

  /** How much more fits; negative where there is too much. */
  get room(): number {
    return this.#highWaterMark - this.#total;
  }

  isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  push(chunk: Chunk): void {
    const size = Number(this.#sizeOf(chunk));
    if (!Number.isFinite(size) || size < 0) throw new RangeError('the size of a chunk is a finite number from 0 up');
    this.#chunks.push({ chunk, size });
    this.#total += size;
  }

  /** The first chunk; it stays. */
  peek(): Chunk | undefined {
    return this.#chunks[0]?.chunk;
  }

  shift(): Chunk | undefined {
    const first = this.#chunks.shift();
    this.#total = first === undefined ? 0 : Math.max(0, this.#total - first.size);
    return first?.chunk;
  }

  clear(): void {
    this.#chunks.length = 0;
    this.#total = 0;
  }
}
