interface StageTimer {
  readonly due: number;
  readonly run: () => void;
  readonly everyMs: number | undefined;
}

// A frame of an animation, and how long the stage looks on before it takes what it sees for what is there.
const FRAME_MS = 16;
const LONGEST_MS = 1_000;

/** The time of the stage: it passes only while somebody waits for what is shown to settle. */
export class StageClock {
  now = 0;
  readonly #timers = new Map<number, StageTimer>();
  #lastId = 0;

  /** Timers that go on for ever unless somebody stops them. */
  get intervalCount(): number {
    return [...this.#timers.values()].filter(({ everyMs }) => everyMs !== undefined).length;
  }

  setTimeout = (run: (...args: readonly unknown[]) => void, delayMs = 0, ...args: readonly unknown[]): number => this.#add(() => { run(...args); }, delayMs);

  setInterval = (run: (...args: readonly unknown[]) => void, everyMs = 0, ...args: readonly unknown[]): number => this.#add(() => { run(...args); }, everyMs, Math.max(1, everyMs));

  requestAnimationFrame = (run: (now: number) => void): number => this.#add(() => { run(this.now); }, FRAME_MS);

  clear = (id: number | undefined): void => {
    if (id !== undefined) this.#timers.delete(id);
  };

  /** Lets a second pass, timer by timer. @param onError - Takes what a timer throws. */
  async settle(onError: (error: unknown) => void): Promise<void> {
    const end = this.now + LONGEST_MS;
    for (;;) {
      // What is promised is kept first: React and plugins wait for each other in several steps.
      for (let step = 0; step < 20; step++) await Promise.resolve();
      const [next] = [...this.#timers].sort(([a, one], [b, other]) => one.due - other.due || a - b);
      if (next === undefined || next[1].due > end) break;
      const [id, timer] = next;
      this.now = Math.max(this.now, timer.due);
      if (timer.everyMs === undefined) this.#timers.delete(id);
      else this.#timers.set(id, { ...timer, due: this.now + timer.everyMs });
      try {
        timer.run();
      } catch (error) {
        onError(error);
      }
    }
    this.now = end;
  }

  #add(run: () => void, delayMs: number, everyMs?: number): number {
    this.#lastId += 1;
    this.#timers.set(this.#lastId, { due: this.now + Math.max(0, delayMs), run, everyMs });
    return this.#lastId;
  }
}
