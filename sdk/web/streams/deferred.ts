/** A promise that is settled from outside. */
export interface Deferred<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
}

/** Makes one. Whoever waits for nothing of it is not told when it is rejected. */
export function createDeferred<Value>(): Deferred<Value> {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<Value>((resolvePromise, rejectPromise) => {
    resolve = resolvePromise;
    reject = rejectPromise;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

/** Runs a function of the plugin; what it throws becomes a rejection. */
export function attempt<Value>(run: () => Value | PromiseLike<Value>): Promise<Value> {
  return new Promise((resolve) => { resolve(run()); });
}
