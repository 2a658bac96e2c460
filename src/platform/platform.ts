/** Questions to a person at a terminal. Every method throws `PLX0009` when the question is cancelled. */
export interface Prompts {
  text(question: {
    readonly message: string;
    readonly default?: string | undefined;
    /** Says what is wrong with an answer; `undefined` accepts it. */
    readonly check?: (answer: string) => string | undefined;
  }): Promise<string>;
  select<Value extends string>(question: {
    readonly message: string;
    readonly choices: readonly { readonly value: Value; readonly name: string; readonly description?: string }[];
    readonly default?: Value | undefined;
  }): Promise<Value>;
  confirm(question: { readonly message: string; readonly default: boolean }): Promise<boolean>;
}

/** One long step, shown on a terminal once it has taken over a second. */
export interface ProgressStep {
  /** @param done - Between 0 and 1. */
  update(done: number): void;
  end(): void;
}

/** The folders in which plexi-plugin keeps its own files. */
export interface PlexiFolders {
  /** Private keys and the keyring. */
  readonly keys: string;
  /** The local registry. */
  readonly registry: string;
}

/** The world outside, as one value: the last argument of every operation. */
export interface Platform {
  /** The folder the shell is in: options with paths are relative to it. */
  readonly cwd: string;
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folders: PlexiFolders;
  /** Where plexi-plugin itself is installed, and which version it is. */
  readonly tool: { readonly root: string; readonly version: string };
  /** Whether somebody is there to answer: a terminal, and neither `--yes` nor `CI`. */
  readonly interactive: boolean;
  /** Whether `--yes` was given: take every default, grant nothing. */
  readonly assumeYes: boolean;
  readonly prompts: Prompts;
  /** Aborted when the person presses Ctrl-C. */
  readonly signal: AbortSignal;
  now(): Date;
  progress(label: string): ProgressStep;
}
