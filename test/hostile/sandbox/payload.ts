/** One attack: the body of an async hook. */
export interface Payload {
  readonly name: string;
  readonly body: string;
  /** What becomes of it: the codes that may end it, or what the hook returns. */
  readonly ends: readonly string[] | { readonly returns: unknown };
}

/** An attack that the limits stop. */
export function stopped(name: string, body: string, ...codes: readonly string[]): Payload {
  return { name, body, ends: codes };
}

/** An attempt that fails inside the plugin, or succeeds at nothing: the hook returns this. */
export function harmless(name: string, body: string, returns: unknown): Payload {
  return { name, body, ends: { returns } };
}
