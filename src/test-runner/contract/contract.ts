import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { SourceLocation } from '../../core/diagnostics/diagnostic.ts';
import type { ProblemCode, ProblemParameters } from '../../core/diagnostics/catalog.ts';
import type { Engine } from '../../sandbox/engine.ts';
import type { LiveTestHost } from '../live-test-host.ts';
import type { PluginUnderTest } from '../plugin-under-test.ts';
import type { TestHostOptions } from '../test-host.ts';

/** A code whose text takes the reason of a failed check and nothing else. */
export type ContractCode = {
  [Code in ProblemCode]: ProblemParameters<Code> extends Readonly<Record<'reason', string | number>>
    ? Readonly<Record<'reason', string | number>> extends ProblemParameters<Code> ? Code : never
    : never;
}[ProblemCode];

/** How a check wants a host of its own. */
export interface ContractHostOptions extends TestHostOptions {
  /** Whether every host call tells where it was made; costs time. */
  readonly isTraced?: boolean;
}

/** What a check needs to look at a plugin. */
export interface ContractContext {
  readonly plugin: PluginUnderTest;
  /** Settings that make the plugin start: examples for those that are required and have no default. */
  readonly settings: Readonly<Record<string, JsonValue>>;
  /** Words that the plugin seems to react to, such as `!weather`: its code and its settings hold them. */
  readonly commands: readonly string[];
  /** Makes what is tried at random repeat. */
  readonly seed: number;
  /** How many inputs are tried at random. */
  readonly fuzzRuns: number;
  /** The plugin's folder, where inputs that failed are kept; absent where there is none. */
  readonly directory?: string | undefined;
  /**
   * Gives a host with the plugin loaded and enabled: one that all checks share, one after another; in an isolated check
   * a new one.
   */
  readonly start: (options?: ContractHostOptions) => Promise<LiveTestHost>;
  /** Runs what else of the plugin has to be kept from this machine: its components. */
  readonly engine: Engine;
}

/** What is known of a plugin before it is started. */
export type KnownPlugin = Omit<ContractContext, 'start' | 'engine'>;

/** What is wrong, when no error of the plugin says so. */
export interface Finding {
  /** Completes the text of the check's code. */
  readonly reason: string;
  /** Default: the plugin's first entry point. */
  readonly location?: SourceLocation | undefined;
  /** What else there is to say, in lines. */
  readonly details?: readonly string[];
}

/** One thing that a plugin must do: a row of a contract. */
export interface ContractCheck {
  /** Completes the sentence "the plugin …". */
  readonly name: string;
  /** What it shows when it passes, for people who decide whether to trust it. */
  readonly proves: string;
  readonly code: ContractCode;
  /** The names of the checks without which this one says nothing: when one of them fails, this one is skipped. */
  readonly needs?: string | readonly string[];
  /** Whether it must not share its host: it takes it through its life, or starts it with options. */
  readonly isolated?: boolean;
  /** Fails with what it returns, and with any problem of the plugin that it does not catch. */
  run(context: ContractContext): Promise<Finding | undefined>;
}

/** Everything that plugins of one kind must do. */
export interface Contract {
  readonly name: string;
  /** The checks for one plugin: those that depend on its manifest are made from it. */
  listChecks(known: KnownPlugin): readonly ContractCheck[];
}
