/** The calls of a plugin's hooks that are under way. A call is over when its result, and every stream in it, is. */
export interface OpenCalls {
  /** The hooks that are under way, each once. */
  readonly names: readonly string[];
  /** @returns Ends the call; may be called once. */
  begin(hook: string): () => void;
  /** Settles when none is under way. */
  idle(): Promise<void>;
}

/** Makes an empty list. */
export function createOpenCalls(): OpenCalls {
  const open = new Set<{ readonly hook: string }>();
  const waiting: (() => void)[] = [];
  return {
    get names() {
      return [...new Set([...open].map(({ hook }) => hook))];
    },
    begin(hook) {
      const call = { hook };
      open.add(call);
      return () => {
        open.delete(call);
        if (open.size === 0) for (const settle of waiting.splice(0)) settle();
      };
    },
    idle: () => (open.size === 0 ? Promise.resolve() : new Promise((settle) => waiting.push(settle))),
  };
}
