import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Painter } from '../core/diagnostics/render-diagnostic.ts';
import type { Platform } from '../platform/platform.ts';

/** One flag: `--name`, with a value unless it is a boolean. */
export type Flag =
  | { readonly type: 'boolean'; readonly short?: string; readonly summary: string; readonly negatable?: boolean }
  | {
      readonly type: 'string';
      readonly short?: string;
      readonly summary: string;
      /** How the value is shown in help, for example `FILE`. */
      readonly value?: string;
      readonly choices?: readonly string[];
    };

/** One argument by position. */
export interface Argument {
  readonly summary: string;
  readonly required?: boolean;
  /** Takes every word that is left. */
  readonly variadic?: boolean;
}

export type Flags = Readonly<Record<string, Flag>>;
export type Arguments = Readonly<Record<string, Argument>>;

/** The values of flags: keys in camelCase as declared, `--no-x` as `x: false`; one of `choices` where there are any. */
export type FlagValues<F extends Flags> = {
  readonly [Name in keyof F]: F[Name] extends { readonly type: 'boolean' }
    ? F[Name] extends { readonly negatable: true }
      ? boolean
      : boolean | undefined
    : F[Name] extends { readonly choices: readonly (infer Choice)[] }
      ? Choice | undefined
      : string | undefined;
};

/** The values of arguments, by name. */
export type ArgumentValues<A extends Arguments> = {
  readonly [Name in keyof A]: A[Name] extends { readonly variadic: true }
    ? readonly string[]
    : A[Name] extends { readonly required: true }
      ? string
      : string | undefined;
};

/** Where a command puts what it found. */
export interface Output {
  /** Whether the result is printed as one JSON document. */
  readonly json: boolean;
  /** Colours for the texts of `note` and `result`; none where they would only disturb. */
  readonly paint: Painter;
  /** Reports problems. Errors decide the exit code. May be called several times. */
  diagnostics(diagnostics: readonly Diagnostic[]): void;
  /**
   * Sets the command's result, once.
   *
   * @param result - What `--json` prints as `result`.
   * @param text - What a person reads instead, on standard output.
   */
  result(result: unknown, text: string): void;
  /** Prints what a plugin printed: the text is made safe, line by line. */
  print(stream: 'stdout' | 'stderr', text: string): void;
  /** Sets the exit code where no problem decides it. */
  exit(code: number): void;
  /** Prints progress for a person: on standard output, or on standard error with `--json`. */
  note(text: string): void;
}

/** What a command's `run` gets. */
export interface CommandContext<F extends Flags, A extends Arguments> {
  /** The plugin's folder, absolute: `--cwd`, or where the shell is. */
  readonly directory: string;
  readonly args: ArgumentValues<A>;
  readonly flags: FlagValues<F>;
  readonly platform: Platform;
  readonly output: Output;
}

/** One command: its flags, one call, one result. */
export interface CommandDefinition<F extends Flags = Flags, A extends Arguments = Arguments> {
  /** One word, or two for a command in a group: `keys generate`. */
  readonly name: string;
  readonly summary: string;
  readonly args?: A;
  readonly flags?: F;
  /** Whether everything after the first argument belongs to the arguments, flags too. */
  readonly takesRest?: boolean;
  /** Command lines without the leading `plexi-plugin`. */
  readonly examples: readonly string[];
  run(context: CommandContext<F, A>): Promise<void>;
}

/** Everything of a command but its code: what help and completion need. */
export type CommandSummary = Omit<CommandDefinition, 'run'> & {
  readonly load: () => Promise<{ run(context: CommandContext<Flags, Arguments>): Promise<void> }>;
};

type NoFlags = Readonly<Record<string, never>>;
type NoArguments = Readonly<Record<string, never>>;

/** Types a command and returns it unchanged. */
export function defineCommand<const F extends Flags = NoFlags, const A extends Arguments = NoArguments>(
  command: CommandDefinition<F, A>,
): CommandDefinition<F, A> {
  return command;
}
