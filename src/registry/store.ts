/** A value with the tag that names this state of it. */
export interface StoredValue {
  readonly body: Uint8Array;
  /** Changes with every write of the key, and never comes back. Opaque. */
  readonly etag: string;
}

/**
 * The registry's state: small values under keys, shared by any number of processes.
 *
 * A key is segments of printable ASCII joined by `/`; a value has at least one byte. A write is on the disk when its
 * promise resolves. Any two writes of one key are decided one after the other, whatever machine they come from:
 * a driver shows that it keeps this promise with `proveStore`, or is not used.
 */
export interface Store {
  /** The newest value of a key; `undefined` when it has none. */
  get(key: string): Promise<StoredValue | undefined>;
  /** Keys that begin with a prefix, which is empty or ends with `/`, in no particular order. */
  list(prefix: string): AsyncIterable<string>;
  /**
   * Writes a key that has no value.
   *
   * @returns The new etag; `undefined` when the key has a value, which is left as it is.
   */
  putIfAbsent(key: string, body: Uint8Array): Promise<string | undefined>;
  /**
   * Replaces the value that has this etag.
   *
   * @returns The new etag; `undefined` when the value has changed meanwhile: read it again, then decide again.
   */
  putIfMatch(key: string, body: Uint8Array, etag: string): Promise<string | undefined>;
  /** Takes a key's value away; does nothing when there is none. */
  delete(key: string): Promise<void>;
}
