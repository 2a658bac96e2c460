import type { RuntimeContribution } from '../../sdk/runtime-interface.ts';
import type { PluginKind } from '../core/manifest/kinds.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import type { PluginArgument, PluginResult } from './boundary.ts';
import type { PluginSource } from './plugin-source.ts';

/** One entry point of an enabled plugin, as extension points see it. */
export interface Extension {
  readonly plugin: string;
  readonly entry: string;
  readonly kind: PluginKind;
  /** From the manifest: lower numbers come first. */
  readonly priority: number;
  readonly hooks: readonly string[];
  /** What it offers beyond hooks, and has the permission to. Checked as to type and name; its options are the plugin's. */
  readonly contributions: readonly RuntimeContribution[];
  /** What the plugin was loaded from. */
  readonly source: PluginSource;
  /** What the plugin may do. */
  readonly allowed: ReadonlySet<PermissionName>;
}

/** Which entry points to list. */
export interface ExtensionQuery {
  readonly kind?: PluginKind;
  /** Only those that contribute something of this type. */
  readonly contribution?: string;
}

/** One hook of one entry point. */
export interface HookTarget {
  readonly plugin: string;
  readonly entry: string;
  readonly hook: string;
  /** Wall time it may take, in milliseconds; default: what hooks may take. */
  readonly timeoutMs?: number;
}

/** One contribution with code. */
export interface ContributionTarget {
  readonly plugin: string;
  readonly entry: string;
  readonly type: string;
  readonly name: string;
  /** Wall time it may take, in milliseconds; default: what hooks may take. */
  readonly timeoutMs?: number;
}

/** The one way in which extension points reach plugins. */
export interface Extensions {
  /** The entry points of enabled plugins: by priority, then by name. */
  list(query?: ExtensionQuery): readonly Extension[];
  /**
   * Runs a hook; waits while the plugin is being reloaded. An aborted signal among the arguments ends it.
   *
   * @throws {@link PlexiError} `PLX4103` when no such plugin is loaded, `PLX4113` when it is not enabled, PLX40xx when the
   *   hook fails.
   */
  invoke(target: HookTarget, args: readonly PluginArgument[]): Promise<PluginResult>;
  /** Runs a contribution, as `invoke` runs a hook. */
  run(target: ContributionTarget, args: readonly PluginArgument[]): Promise<PluginResult>;
}
