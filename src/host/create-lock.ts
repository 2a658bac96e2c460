/** Lets work begin only when all work before it has ended. */
export type Lock = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Makes a lock. */
export function createLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
