/** When it has had enough. */
export interface PatienceLimits {
  /** How many mistakes in a row. */
  readonly mistakes: number;
  /** How long nobody gets another try. */
  readonly pauseMs: number;
}

/** Counts mistakes, so that codes cannot be guessed by trying. */
export class Patience {
  readonly #limits: PatienceLimits;
  #mistakes = 0;
  #until = 0;

  constructor(limits: PatienceLimits) {
    this.#limits = limits;
  }

  /** Whether nobody gets another try now. */
  isOver(now: number): boolean {
    return now < this.#until;
  }

  /** Takes down how a try went. */
  note(wasRight: boolean, now: number): void {
    this.#mistakes = wasRight ? 0 : this.#mistakes + 1;
    if (this.#mistakes < this.#limits.mistakes) return;
    this.#mistakes = 0;
    this.#until = now + this.#limits.pauseMs;
  }
}
