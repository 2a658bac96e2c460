import type { HealthReport, SelfTestReport } from '../../sdk/plugin.ts';
import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { Refusal } from '../core/dependencies/plan-loading.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { PluginKind } from '../core/manifest/kinds.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import type { CallRates } from '../core/limits/call-rates.ts';
import type { PluginLimits } from '../core/limits/plugin-limits.ts';
import type { Engine, Isolation, SandboxEntry } from '../sandbox/engine.ts';
import type { QuickJsOptions } from '../sandbox/quickjs-engine.ts';
import type { RestartPolicy } from '../sandbox/restart-delays.ts';
import type { CallRecord } from './call-records.ts';
import type { Clock } from './clock.ts';
import type { DeliveryReport, HostedEvent } from './delivery.ts';
import type { Denial } from './denials.ts';
import type { Extensions } from './extensions.ts';
import type { HostServices } from './host-environment.ts';
import type { PluginState } from './lifecycle.ts';
import type { LogRecord } from './log.ts';
import type { ManagerEvent, ManagerHook } from './manager-hooks.ts';
import type { PagePushes } from './page-pushes.ts';
import type { AskForPermission } from './permission-requests.ts';
import type { ReloadOptions } from './plugin-slot.ts';
import type { SettingsValues } from './services/settings.ts';
import type { PluginSource } from './plugin-source.ts';
import type { Tasks } from './tasks/tasks.ts';
import type { OutgoingWebhooks } from './webhooks/outgoing-webhooks.ts';

/** How a host is made. */
export interface PluginManagerOptions {
  /** Runs the plugins; default: the QuickJS sandbox, which `close` ends. An engine given here stays open. */
  readonly engine?: Engine;
  /**
   * What is around the sandbox where no `engine` is given; default: `thread`. With `process` all plugins are in one child
   * process, which is started again when it ends.
   */
  readonly isolation?: NonNullable<QuickJsOptions['isolation']>;
  /** Default: a chat with one channel, a storage and settings, all in memory. */
  readonly services?: Partial<HostServices>;
  /** Default: the machine's clock. Plugins see the time of a virtual clock. */
  readonly clock?: Clock;
  /** The version of the host program, which the manifest's `plexichat_version` must cover; default: not checked. */
  readonly hostVersion?: string;
  /** What the host program itself offers under the name of a plugin, with its version: `{ core_system: 'b.1.1-84' }`. */
  readonly provides?: Readonly<Record<string, string>>;
  /** What a plugin may use that asks for nothing in its manifest; default: `DEFAULT_LIMITS`. */
  readonly limits?: Partial<PluginLimits>;
  /** The most that a plugin gets because its manifest asks for it; default: the most that a manifest may ask for. */
  readonly limitCaps?: Partial<PluginLimits>;
  /** How often each plugin may use a permission; default: `DEFAULT_CALL_RATES`. */
  readonly callRates?: Partial<CallRates>;
  /** When plugins that broke down are started again. */
  readonly restarts?: RestartPolicy;
  /** Makes randomness in plugins repeat. */
  readonly seed?: number;
  /** Takes every line that plugins log. */
  readonly onLog?: (record: LogRecord) => void;
  /**
   * Takes a record of every call that a plugin made, when it has been answered: who did what, by which permission, and how it
   * ended. `createCallLog` writes them into a file. Costs nothing where it is left out.
   */
  readonly onCall?: (record: CallRecord) => void;
  /** Asks a person for an optional permission that a plugin needs now; default: it is refused. */
  readonly onPermissionRequest?: AskForPermission;
  /** Takes every call and event that was refused for want of a permission. */
  readonly onDenial?: (denial: Denial) => void;
  /** Takes what became of every event that a plugin hears, also of those that the chat brought. */
  readonly onDelivery?: (report: DeliveryReport) => void;
  /** Takes every fault that brings a plugin down, and what goes wrong in it in the background. */
  readonly onDiagnostic?: (plugin: string, diagnostic: Diagnostic) => void;
}

/** How a plugin is loaded. */
export interface LoadOptions {
  /** Settings, over those that were kept from the last time; defaults fill in the rest. */
  readonly config?: SettingsValues;
  /** What the person who installs allows: names of permissions, or `all` that the manifest asks for without a choice; default: nothing. */
  readonly grants?: readonly string[] | 'all';
  /** How much this plugin may use, whatever its manifest asks for and whatever the caps of the host are. */
  readonly limits?: Partial<PluginLimits>;
}

/** Whether the same is done with other plugins first, in order, where dependencies ask for it; default: refused. */
export interface CascadeOptions {
  readonly cascade?: boolean;
}

/** A permission that a plugin defines for its users: what an administrator reads before granting it to one. */
export type DefinedPermission = NonNullable<Manifest['defines_permissions']>[number];

/** One plugin, as its host sees it at one moment. */
export interface HostedPlugin {
  readonly name: string;
  readonly version: string;
  readonly kinds: readonly PluginKind[];
  readonly state: PluginState;
  /** What the manifest asks for. */
  readonly requested: readonly PermissionName[];
  /** Those of them that the plugin can do without, and asks for while it runs. */
  readonly optional: readonly PermissionName[];
  /** What it may do: asked for and granted. */
  readonly granted: readonly PermissionName[];
  /** What it asks users for, and administrators grant to them. */
  readonly definedPermissions: readonly DefinedPermission[];
  /** How much it may use: what it was given, or what its manifest asks for within the caps of the host. */
  readonly limits: PluginLimits;
  /** The settings as the plugin reads them; secrets as `[secret]`. */
  readonly config: SettingsValues;
  /** Its entry points, with the hooks they implement. */
  readonly entries: readonly SandboxEntry[];
  /** The fault that brought it down last. */
  readonly fault?: Diagnostic;
}

/** A plugin to load together with others. */
export interface PluginToLoad extends LoadOptions {
  readonly source: PluginSource;
  /** Whether it is also enabled; default: it is only loaded. */
  readonly enable?: boolean;
}

/** A plugin that was not loaded, and why. */
export interface FailedPlugin {
  readonly plugin: string;
  readonly diagnostics: Refusal;
}

/** What became of plugins that were loaded together. */
export interface LoadReport {
  /** In the order in which they were loaded. */
  readonly loaded: readonly HostedPlugin[];
  readonly failed: readonly FailedPlugin[];
}

/** Loads plugins, keeps them running, and brings them events. */
export interface PluginManager {
  readonly clock: Clock;
  readonly services: HostServices;
  /** What is around plugins at the moment, beside the sandbox; `undefined` until the first has been started. */
  readonly isolation: Isolation | undefined;
  /** How extension points reach plugins. */
  readonly extensions: Extensions;
  /** The webhooks that plugins send: who gets them, and what could not be delivered. */
  readonly webhooks: OutgoingWebhooks;
  /** What plugins push to their frames; `createUi` passes it on. */
  readonly pages: PagePushes;
  /** The background tasks of enabled plugins. */
  readonly tasks: Tasks;
  /** Every refused call and event, oldest first; the last thousand. */
  readonly denials: readonly Denial[];
  /**
   * Starts the engine, listens to the chat, and goes on with webhooks that waited when the host was stopped. Loading a plugin
   * does this first, where it has not been done.
   */
  initialize(): Promise<void>;
  /**
   * Starts a plugin's code and runs its `onLoad`. It hears nothing until it is enabled.
   *
   * @throws {@link PlexiError} `PLX4102` when it is loaded already; `PLX4150` to `PLX4152` when it needs plugins that are
   *   not there; `PLX4105` and `PLX4107` for grants and settings that do not fit; `PLX4308` when another plugin defines the same permission; PLX40xx when its code fails.
   */
  loadPlugin(source: PluginSource, options?: LoadOptions): Promise<HostedPlugin>;
  /**
   * Loads plugins in the order of their dependencies, then of their priority and name. A plugin that fails takes those
   * with it that need it: the report says why, with the whole path.
   *
   * @throws {@link PlexiError} `PLX4154` when two have the same name.
   */
  loadPlugins(plugins: readonly PluginToLoad[]): Promise<LoadReport>;
  /**
   * Runs `onEnable`, then brings events.
   *
   * @throws {@link PlexiError} `PLX4156` when something that it needs is not enabled; `PLX4101`, `PLX4103`, PLX40xx.
   */
  enablePlugin(name: string, options?: CascadeOptions): Promise<HostedPlugin>;
  /**
   * Lets events that are under way end, drops the others, runs `onDisable`.
   *
   * @throws {@link PlexiError} `PLX4155` when enabled plugins need it; `PLX4101`, `PLX4103`.
   */
  disablePlugin(name: string, options?: CascadeOptions): Promise<HostedPlugin>;
  /**
   * Disables the plugin where it is enabled, runs `onUnload` and ends it.
   *
   * @throws {@link PlexiError} `PLX4155` when other plugins need it; `PLX4103`.
   */
  unloadPlugin(name: string, options?: CascadeOptions): Promise<void>;
  /**
   * Ends a plugin and starts it again, from a new source where one is given. Settings, storage and grants stay, events and
   * calls wait meanwhile, and what was under way comes to its end first. What `exportState` returns goes to `importState`.
   * When the new source does not start, the old one comes back.
   *
   * @throws {@link PlexiError} `PLX4103`; `PLX4150` to `PLX4152` and `PLX4308` when the new version does not fit the other plugins; or why
   *   it did not start.
   */
  reloadPlugin(name: string, source?: PluginSource, options?: ReloadOptions): Promise<HostedPlugin>;
  getPlugin(name: string): HostedPlugin | undefined;
  getPlugins(): readonly HostedPlugin[];
  getPluginsByType(kind: PluginKind): readonly HostedPlugin[];
  /** The manifest, as the author wrote it. @throws {@link PlexiError} `PLX4103`. */
  getMetadata(name: string): Manifest;
  /** The settings as the plugin reads them. @throws {@link PlexiError} `PLX4103`. */
  getConfig(name: string): SettingsValues;
  /**
   * Changes settings: checked, kept, then told to `onConfigChanged`.
   *
   * @throws {@link PlexiError} `PLX4103`; `PLX4107`, and nothing has changed; PLX40xx when `onConfigChanged` fails, and the
   *   settings have changed.
   */
  updateConfig(name: string, changes: SettingsValues): Promise<HostedPlugin>;
  /**
   * Lets a plugin do something that its manifest asks for, from its next call and its next event on.
   *
   * @throws {@link PlexiError} `PLX4103`; `PLX4105` when the manifest does not ask for it.
   */
  grantPermission(name: string, permission: string): HostedPlugin;
  /**
   * Takes a permission from a plugin. From the moment this returns its calls are refused, it hears no events that need the
   * permission, and what it contributes by it is not there. Streams, uploads and requests that it has open are ended;
   * any other call that was under way comes to its end. It lasts through reloads, until the plugin is unloaded.
   *
   * @throws {@link PlexiError} `PLX4103`; `PLX4105` when the manifest does not ask for it.
   */
  revokePermission(name: string, permission: string): HostedPlugin;
  /**
   * Runs one hook of a plugin on every entry point that has it.
   *
   * @returns What each returned; empty when none has it.
   * @throws {@link PlexiError} `PLX4103`, PLX40xx.
   */
  executePlugin(name: string, hook: string, args?: readonly BoundaryValue[]): Promise<readonly BoundaryValue[]>;
  /** Asks `healthCheck`; a plugin without one is healthy while it runs. @throws {@link PlexiError} `PLX4103`, `PLX4109`. */
  checkHealth(name: string): Promise<HealthReport>;
  /** Runs `selfTest`; `undefined` when the plugin has none. @throws {@link PlexiError} `PLX4103`, `PLX4109`, PLX40xx. */
  runSelfTest(name: string): Promise<SelfTestReport | undefined>;
  /**
   * Brings one event to every enabled plugin that hears such events; settles when all have dealt with it. Plugins of lower
   * priority numbers see it first.
   *
   * @param actorId - Who caused it: a plugin does not hear of what it did itself.
   */
  dispatch(event: HostedEvent, actorId?: string): Promise<DeliveryReport>;
  /**
   * Tells an event of the host program, such as `host.started`, to the plugins that listen to it.
   *
   * @param name - `host.` and words with `.`, `_` or `-` between them.
   * @returns Whether it went on to them: `false` when a `pre` handler has stopped it.
   * @throws {@link PlexiError} `PLX4162` when it is not called so.
   */
  announce(name: `host.${string}`, data?: BoundaryValue): Promise<boolean>;
  /** Settles when no event is waiting or being dealt with, and no task is running. */
  settled(): Promise<void>;
  /**
   * Settles when plugins have done all that they can do at this moment: what is left waits for the clock or for the world
   * outside. Between two steps of a virtual clock this is what to wait for; `settled` would wait for the clock itself.
   */
  idle(): Promise<void>;
  /** @returns A function that takes the hook off again. */
  registerHook(event: ManagerEvent, hook: ManagerHook): () => void;
  /** Unloads every plugin, and ends what the manager started. */
  close(): Promise<void>;
}
