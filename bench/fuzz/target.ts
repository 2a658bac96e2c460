import type { Choices } from './choices.ts';

/** Something that reads what an attacker writes. */
export interface FuzzTarget {
  readonly name: string;
  open(): Session;
}

/** What the cases of one run share, for example a plugin that runs. */
export interface Session {
  /**
   * Attacks once. What it does is decided by the choices alone, so that a case can be repeated.
   *
   * @throws Whatever should not have happened.
   */
  attack(choices: Choices): Promise<void>;
  close(): Promise<void>;
}

/** A case that went wrong. */
export interface Finding {
  readonly target: string;
  readonly seed: number;
  readonly reason: string;
}

/** Says what should not have happened. */
export class FuzzError extends Error {
  override readonly name = 'FuzzError';
}

/** @throws FuzzError unless it holds. */
export function demand(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new FuzzError(otherwise);
}
