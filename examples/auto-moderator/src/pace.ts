const MINUTE_MS = 60_000;

/** Knows how many messages people have written in the last minute. A restart may forget that. */
export class Pace {
  readonly #times = new Map<string, readonly number[]>();

  /** Counts one more message, and returns how many there were in the last minute. */
  add(person: string, now: number): number {
    for (const [other, times] of this.#times) if ((times.at(-1) ?? 0) <= now - MINUTE_MS) this.#times.delete(other);
    const times = [...(this.#times.get(person) ?? []).filter((time) => time > now - MINUTE_MS), now];
    this.#times.set(person, times);
    return times.length;
  }
}
