/** The body of a request on its way: what is pushed at one end comes out at the other. */
export interface Upload {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Settles when the chunk was taken, so that whoever sends waits for whoever receives. */
  push(chunk: Uint8Array): Promise<void>;
  end(): void;
  /** Ends it early, for both ends. */
  fail(error: Error): void;
}

/** Makes an upload. */
export function createUpload(): Upload {
  const waiting: { readonly chunk: Uint8Array; readonly taken: () => void; readonly fail: (error: Error) => void }[] = [];
  let isEnded = false;
  let failure: Error | undefined;
  let wake: () => void = () => undefined;

  async function* read(): AsyncGenerator<Uint8Array, undefined> {
    for (;;) {
      if (failure !== undefined) throw failure;
      const next = waiting.shift();
      if (next !== undefined) {
        next.taken();
        yield next.chunk;
      } else if (isEnded) {
        return undefined;
      } else {
        await new Promise<void>((resolve) => { wake = resolve; });
      }
    }
  }
  return {
    chunks: read(),
    push: (chunk) => new Promise<void>((taken, fail) => {
      if (failure !== undefined) fail(failure);
      else waiting.push({ chunk, taken, fail });
      wake();
    }),
    end() {
      isEnded = true;
      wake();
    },
    fail(error) {
      failure ??= error;
      for (const { fail } of waiting.splice(0)) fail(error);
      wake();
    },
  };
}
