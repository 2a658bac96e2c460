import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { HealthReport, SelfTestReport } from '../../sdk/plugin.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { PluginKind } from '../core/manifest/kinds.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import type { Engine, SandboxLimits } from '../sandbox/engine.ts';
import type { RestartPolicy } from '../sandbox/supervise.ts';
import type { Clock } from './clock.ts';
import type { Denial } from './denials.ts';
import type { DeliveryReport, HostedEvent } from './delivery.ts';
import type { PluginState } from './lifecycle.ts';
import type { LogRecord } from './log.ts';
import type { PluginSource } from './plugin-source.ts';
import type { ChatService } from './services/chat.ts';
import type { StorageService } from './services/storage.ts';

/** What a host offers to its plugins. */
export interface HostServices {
  readonly chat: ChatService;
  readonly storage: StorageService;
}

/** How a host is made. */
export interface PluginManagerOptions {
  /** Runs the plugins; default: the QuickJS sandbox, which `close` ends. An engine given here stays open. */
  readonly engine?: Engine;
  /** Default: a chat and a storage in memory. */
  readonly services?: Partial<HostServices>;
  /** Default: the machine's clock. Plugins see a virtual clock's time. */
  readonly clock?: Clock;
  /** The version of the host program, which `plexichat_version` of a manifest must cover; default: not checked. */
  readonly hostVersion?: string;
  readonly limits?: Partial<SandboxLimits>;
  /** When plugins that broke down are started again. */
  readonly restarts?: RestartPolicy;
  /** Makes randomness in plugins repeat. */
  readonly seed?: number;
  /** Takes every line that plugins log. */
  readonly onLog?: (record: LogRecord) => void;
  /** Takes every fault of a plugin that no caller gets: during deliveries, restarts, and in the background. */
  readonly onDiagnostic?: (plugin: string, diagnostic: Diagnostic) => void;
}

/** How a plugin is loaded. */
export interface LoadOptions {
  /** Settings that differ from the defaults of the settings schema. */
  readonly config?: Readonly<Record<string, JsonValue>>;
  /** What the person who installs allows: names of permissions, or `all` that the manifest asks for; default: nothing. */
  readonly grants?: readonly string[] | 'all';
}

/** One plugin, as its host sees it at one moment. */
export interface HostedPlugin {
  readonly name: string;
  readonly version: string;
  readonly kinds: readonly PluginKind[];
  readonly state: PluginState;
  /** What the manifest asks for. */
  readonly requested: readonly PermissionName[];
  /** What it may do: asked for and allowed. */
  readonly granted: readonly PermissionName[];
  /** The settings as the plugin reads them. */
  readonly config: Readonly<Record<string, JsonValue>>;
  /** Its entry points, with the hooks they implement. */
  readonly entries: readonly { readonly entry: string; readonly kind: string; readonly hooks: readonly string[] }[];
  /** The fault that brought it down last. */
  readonly fault?: Diagnostic;
}

/** What a host tells about: a plugin's name, and the fault where there is one. */
export type ManagerHook = (plugin: string, fault?: Diagnostic) => void;

/** What a hook can be registered for. */
export type ManagerEvent = 'plugin:loaded' | 'plugin:enabled' | 'plugin:disabled' | 'plugin:unloaded' | 'plugin:failed';

/** Loads plugins, keeps them running, and brings them events. */
export interface PluginManager {
  readonly clock: Clock;
  readonly services: HostServices;
  /** Every refused call, oldest first; the last thousand. */
  readonly denials: readonly Denial[];
  /** Starts the engine and listens to the chat. Everything else does this first, where it has not been done. */
  initialize(): Promise<void>;
  /** @throws {@link PlexiError} `PLX4102` when the plugin is loaded already; PLX40xx when its code fails; PLX41xx. */
  loadPlugin(source: PluginSource, options?: LoadOptions): Promise<HostedPlugin>;
  enablePlugin(name: string): Promise<HostedPlugin>;
  disablePlugin(name: string): Promise<HostedPlugin>;
  unloadPlugin(name: string): Promise<void>;
  /** Unloads and loads a plugin, from a new source where one is given; settings and grants stay; events wait meanwhile. */
  reloadPlugin(name: string, source?: PluginSource): Promise<HostedPlugin>;
  getPlugin(name: string): HostedPlugin | undefined;
  getPlugins(): readonly HostedPlugin[];
  getPluginsByType(kind: PluginKind): readonly HostedPlugin[];
  /** Changes settings of a plugin: checked, then told to its `onConfigChanged`. */
  updateConfig(name: string, changes: Readonly<Record<string, JsonValue>>): Promise<HostedPlugin>;
  /** Asks the plugin's `healthCheck` hooks; a plugin without one is healthy when it runs. */
  checkHealth(name: string): Promise<HealthReport>;
  /** Runs the plugin's `selfTest` hooks; `undefined` when it has none. */
  runSelfTest(name: string): Promise<SelfTestReport | undefined>;
  /** Delivers one event to every enabled plugin that hears such events; settles when all have dealt with it. */
  dispatch(event: HostedEvent): Promise<DeliveryReport>;
  /** Settles when no event is waiting or being dealt with. */
  settled(): Promise<void>;
  /** @returns A function that takes the hook off again. */
  registerHook(event: ManagerEvent, hook: ManagerHook): () => void;
  /** Disables and unloads every plugin, and ends what the manager started. */
  close(): Promise<void>;
}
