/** One attack: the body of an async hook, which gets what the canaries guard as `args[0]`. */
export interface Payload {
  readonly name: string;
  readonly body: string;
  /** What becomes of it: the codes that may end it, or what the hook returns, if none of the codes ends it before. */
  readonly ends: readonly string[] | { readonly returns: unknown; readonly or: readonly string[] };
}

/** Attacks of one kind. */
export interface PayloadClass {
  readonly name: string;
  readonly payloads: readonly Payload[];
  /** Whether each has a plugin of its own, because it changes what the next one would find. */
  readonly areAlone?: boolean;
  /** Whether they use up what a plugin may use, which takes time. */
  readonly areSlow?: boolean;
}

/** An attack that the limits stop. */
export function stopped(name: string, body: string, ...codes: readonly string[]): Payload {
  return { name, body, ends: codes };
}

/** An attempt that fails inside the plugin, or succeeds at nothing: the hook returns this. */
export function harmless(name: string, body: string, returns: unknown, ...or: readonly string[]): Payload {
  return { name, body, ends: { returns, or } };
}
