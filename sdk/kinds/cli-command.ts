import type { Awaitable, PluginContext } from '../plugin.ts';
import type { AbortSignalLike } from '../web/abort-controller.ts';

/** A text on the command line. */
export interface TextValue {
  readonly type?: 'string';
  /** The only texts that are allowed. */
  readonly choices?: readonly string[];
  /** What it is where the person writes nothing. */
  readonly default?: string;
}

/** A number on the command line. */
export interface NumberValue {
  readonly type: 'integer' | 'number';
  readonly minimum?: number;
  readonly maximum?: number;
  /** What it is where the person writes nothing. */
  readonly default?: number;
}

/** One argument by position. */
export type CommandArgument = (TextValue | NumberValue) & {
  /** What it is, in a few words. */
  readonly summary: string;
  readonly required?: boolean;
  /** Takes every word that is left; for the last argument only. */
  readonly variadic?: boolean;
};

/** A flag that is there or not: `--loud`, and `--no-loud` for the opposite. */
export interface SwitchFlag {
  readonly type: 'boolean';
  /** What it does, in a few words. */
  readonly summary: string;
  /** One letter: `l` for `-l`. */
  readonly short?: string;
  /** Default: `false`. */
  readonly default?: boolean;
}

/** A flag with a value: `--times 3`. */
export type ValueFlag = (TextValue | NumberValue) & {
  /** What it does, in a few words. */
  readonly summary: string;
  /** One letter: `t` for `-t`. */
  readonly short?: string;
  /** How help shows the value, for example `FILE`. */
  readonly value?: string;
  readonly required?: boolean;
  /** May be given several times: the command gets a list. */
  readonly multiple?: boolean;
};

/** One flag. Names are camelCase in code and dashed on the command line: `dryRun` is `--dry-run`. */
export type CommandFlag = SwitchFlag | ValueFlag;

/** Arguments by name, in their order. */
export type CommandArguments = Readonly<Record<string, CommandArgument>>;

/** Flags by name. */
export type CommandFlags = Readonly<Record<string, CommandFlag>>;

type ValueOf<Spec> = Spec extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : Spec extends { readonly type: 'integer' | 'number' } ? number : string;

type IsSet = { readonly required: true } | { readonly default: string | number };

/** The values of arguments, as the command gets them. */
export type ArgumentValues<Arguments> = {
  readonly [Name in keyof Arguments]: Arguments[Name] extends { readonly variadic: true }
    ? readonly ValueOf<Arguments[Name]>[]
    : ValueOf<Arguments[Name]> | (Arguments[Name] extends IsSet ? never : undefined);
};

/** The values of flags, as the command gets them. */
export type FlagValues<Flags> = {
  readonly [Name in keyof Flags]: Flags[Name] extends { readonly type: 'boolean' }
    ? boolean
    : Flags[Name] extends { readonly multiple: true }
      ? readonly ValueOf<Flags[Name]>[]
      : ValueOf<Flags[Name]> | (Flags[Name] extends IsSet ? never : undefined);
};

/** Somebody who runs a command. */
export interface CommandUser {
  readonly id: string;
  readonly isAdmin: boolean;
  /** What the user was granted of the permissions that the plugin defines itself (`defines_permissions`). */
  readonly permissions: readonly string[];
}

/** One run of a command. */
export interface CommandCall<Arguments = CommandArguments, Flags = CommandFlags> {
  readonly args: ArgumentValues<Arguments>;
  readonly flags: FlagValues<Flags>;
  /** Who runs it; absent when nobody is signed in. */
  readonly user?: CommandUser;
  /** Is aborted when the person does not want to wait any more. */
  readonly signal: AbortSignalLike;
  /**
   * Prints one line, or several with line ends between them.
   *
   * @param text - The line, without its end.
   * @returns A promise that settles when the host has taken it: await it where much is printed.
   */
  print(text: string): Promise<void>;
  /**
   * Prints one line where errors go.
   *
   * @param text - The line, without its end.
   * @returns As {@link CommandCall.print} does.
   */
  printError(text: string): Promise<void>;
}

/** One command of a command line. */
export interface CliCommand<Arguments extends CommandArguments = CommandArguments, Flags extends CommandFlags = CommandFlags> {
  /** Under which heading help lists it: one word, for example `dev`. */
  readonly category: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** What else there is to know: shown when somebody asks for the help of this command. */
  readonly help?: string;
  readonly args?: Arguments;
  readonly flags?: Flags;
  /** Command lines that begin with the command's name. */
  readonly examples?: readonly string[];
  /** Only administrators may run it. */
  readonly adminOnly?: boolean;
  /** Does what cannot be undone: the host asks for a confirmation first. */
  readonly dangerous?: boolean;
  /** Only people who are signed in may run it. */
  readonly requiresAuth?: boolean;
  /** What whoever runs it needs: permissions that the manifest lists under `defines_permissions`. Administrators have them all. */
  readonly permissions?: readonly string[];
  /** The version of the plugin that had it first. */
  readonly versionAdded?: string;
  /**
   * Runs the command.
   *
   * @param call - What the person wrote, and where to print.
   * @param context - The plugin's capabilities.
   * @returns The exit code; nothing for 0.
   */
  run(call: CommandCall<Arguments, Flags>, context: PluginContext): Awaitable<void> | Awaitable<number | undefined>;
}
