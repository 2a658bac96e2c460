/** Bytes that one side writes while the other one reads them. */
export interface Pipe {
  readonly content: AsyncIterable<Uint8Array>;
  /** Settles when the reader has asked for more; rejects when it has given up. */
  write(bytes: Uint8Array): Promise<void>;
  end(): void;
  /** Lets both sides fail. */
  abort(reason: unknown): void;
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly taken: () => void;
  readonly failed: (reason: unknown) => void;
}

/** Makes a pipe that holds one piece at a time. */
export function createPipe(): Pipe {
  const waiting: Piece[] = [];
  let current: Piece | undefined;
  let isEnded = false;
  let failure: { readonly reason: unknown } | undefined;
  let wake: () => void = () => undefined;

  function fail(reason: unknown): void {
    current?.failed(reason);
    for (const { failed } of waiting.splice(0)) failed(reason);
  }

  async function* read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (failure !== undefined) throw failure.reason;
      const next = waiting.shift();
      if (next !== undefined) {
        current = next;
        yield next.bytes;
        current = undefined;
        next.taken();
      } else if (isEnded) return;
      else await new Promise<void>((resolve) => { wake = resolve; });
    }
  }

  return {
    content: read(),
    write: (bytes) => new Promise((taken, failed) => {
      waiting.push({ bytes, taken, failed });
      if (failure !== undefined) fail(failure.reason);
      wake();
    }),
    end() {
      isEnded = true;
      wake();
    },
    abort(reason) {
      failure ??= { reason };
      fail(reason);
      wake();
    },
  };
}
