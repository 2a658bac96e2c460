import type { Ai } from './capabilities/ai.ts';
import type { Analytics } from './capabilities/analytics.ts';
import type { Backups } from './capabilities/backups.ts';
import type { Calls } from './capabilities/calls.ts';
import type { Channels } from './capabilities/channels.ts';
import type { Config, ConfigChange } from './capabilities/config.ts';
import type { Database } from './capabilities/database.ts';
import type { Events } from './capabilities/events.ts';
import type { Files } from './capabilities/files.ts';
import type { Kernels } from './capabilities/kernels.ts';
import type { Logger } from './capabilities/logger.ts';
import type { Messages } from './capabilities/messages.ts';
import type { Pages } from './capabilities/pages.ts';
import type { Permissions } from './capabilities/permissions.ts';
import type { PluginMessage, Plugins } from './capabilities/plugins.ts';
import type { Scheduler } from './capabilities/scheduler.ts';
import type { Security } from './capabilities/security.ts';
import type { Storage } from './capabilities/storage.ts';
import type { Users } from './capabilities/users.ts';
import type { Webhooks } from './capabilities/webhooks.ts';
import { context, type PluginContext } from './context.ts';
import { CONTRIBUTIONS, type RunnableContribution } from './contribution.ts';

export type { PluginContext } from './context.ts';

/** How a plugin says it is. */
export interface HealthReport {
  /** `degraded`: works, but worse than it should. */
  readonly status: 'healthy' | 'degraded' | 'unhealthy';
  /** One sentence for the person who runs the host. */
  readonly message?: string;
}

/** One thing that a self-test looked at. */
export interface SelfTestCheck {
  /** What was looked at. */
  readonly name: string;
  /** Whether it is as it should be. */
  readonly passed: boolean;
  /** What was found, where it is not. */
  readonly message?: string;
}

/** What a self-test found. */
export interface SelfTestReport {
  /** Whether all is as it should be. */
  readonly passed: boolean;
  /** What was looked at, one by one. */
  readonly tests?: readonly SelfTestCheck[];
  /** One sentence that sums up. */
  readonly message?: string;
}

/** A value, or the promise of one. */
export type Awaitable<Value> = Value | Promise<Value>;

/** The hooks that every kind of plugin may have. */
export interface LifecycleHooks {
  /** See {@link Plugin.onLoad}. */
  onLoad(): Awaitable<void>;
  /** See {@link Plugin.onEnable}. */
  onEnable(): Awaitable<void>;
  /** See {@link Plugin.onDisable}. */
  onDisable(): Awaitable<void>;
  /** See {@link Plugin.onUnload}. */
  onUnload(): Awaitable<void>;
  /** See {@link Plugin.exportState}. */
  exportState(): Awaitable<unknown>;
  /** See {@link Plugin.importState}. */
  importState(state: unknown): Awaitable<void>;
  /** See {@link Plugin.onConfigChanged}. */
  onConfigChanged(change: ConfigChange): Awaitable<void>;
  /** See {@link Plugin.onPluginMessage}. */
  onPluginMessage(message: PluginMessage<never>): unknown;
  /** See {@link Plugin.healthCheck}. */
  healthCheck(): Awaitable<HealthReport>;
  /** See {@link Plugin.selfTest}. */
  selfTest(): Awaitable<SelfTestReport>;
}

/** The names of the lifecycle hooks. */
export const LIFECYCLE_HOOKS = [
  'onLoad',
  'onEnable',
  'onDisable',
  'onUnload',
  'exportState',
  'importState',
  'onConfigChanged',
  'onPluginMessage',
  'healthCheck',
  'selfTest',
] as const satisfies readonly (keyof LifecycleHooks)[];

/**
 * What all kinds of plugins have in common: the lifecycle and the capabilities. Extend the class of a kind instead,
 * for example {@link MessageProcessor}.
 *
 * Every hook is optional: a host invokes only those that a plugin implements.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type HealthReport } from 'plexi-plugin/sdk';
 *
 * export default class Watcher extends MessageProcessor {
 *   #since = '';
 *
 *   override async onLoad(): Promise<void> {
 *     this.#since = new Date().toISOString();
 *     this.logger.info('loaded', { settings: await this.config.all() });
 *   }
 *
 *   override healthCheck(): HealthReport {
 *     return { status: 'healthy', message: `since ${this.#since}` };
 *   }
 * }
 * ```
 */
export abstract class Plugin implements PluginContext {
  /** What decorators and fields add. In the published types, too: by it they know a plugin. */
  readonly [CONTRIBUTIONS]: RunnableContribution[] = [];
  /** Reads and writes chat messages. */
  readonly messages: Messages = context.messages;
  /** Reads the profiles of people. */
  readonly users: Users = context.users;
  /** Reads and changes channels. */
  readonly channels: Channels = context.channels;
  /** Reads and shares files. */
  readonly files: Files = context.files;
  /** Keeps data in a database of the plugin's own. */
  readonly database: Database = context.database;
  /** Keeps values from one event to the next, and over restarts. */
  readonly storage: Storage = context.storage;
  /** The plugin's settings. */
  readonly config: Config = context.config;
  /** The host's log. */
  readonly logger: Logger = context.logger;
  /** The plugin's background tasks. */
  readonly scheduler: Scheduler = context.scheduler;
  /** Tells events to other plugins. */
  readonly events: Events = context.events;
  /** Talks to other plugins. */
  readonly plugins: Plugins = context.plugins;
  /** Sends webhooks to other servers. */
  readonly webhooks: Webhooks = context.webhooks;
  /** Asks AI models. */
  readonly ai: Ai = context.ai;
  /** Hashes, signs and compares. */
  readonly security: Security = context.security;
  /** Looks into calls, and moderates them. */
  readonly calls: Calls = context.calls;
  /** Counts what happens in the plugin. */
  readonly analytics: Analytics = context.analytics;
  /** Makes backups of the plugin's own data. */
  readonly backups: Backups = context.backups;
  /** Reaches the plugin's own frames that somebody looks at. */
  readonly pages: Pages = context.pages;
  /** Asks for optional permissions. */
  readonly permissions: Permissions = context.permissions;
  /** Runs the plugin's kernels. */
  readonly kernels: Kernels = context.kernels;
  /** All capabilities in one object, to hand to functions. */
  readonly context: PluginContext = context;

  /** Prepares the plugin: runs once in each sandbox, before anything else. When it throws, the plugin is not loaded. */
  onLoad?(): Awaitable<void>;
  /** Runs before the plugin gets its first event. When it throws, the plugin stays disabled. */
  onEnable?(): Awaitable<void>;
  /** Runs after the plugin got its last event; the plugin may be enabled again. */
  onDisable?(): Awaitable<void>;
  /** Runs before the sandbox is closed; not after a fault, when there is no sandbox any more. */
  onUnload?(): Awaitable<void>;
  /**
   * Tells what the next version needs to know, when the plugin is reloaded: runs after the last event and before
   * `onDisable`. When it throws, the reload is called off. What must outlive a crash belongs into the storage.
   *
   * @returns JSON of at most one megabyte, for {@link Plugin.importState}.
   *
   * @example
   * ```ts
   * import { MessageProcessor } from 'plexi-plugin/sdk';
   *
   * export default class Counter extends MessageProcessor {
   *   #count = 0;
   *
   *   override onMessageReceived(): void {
   *     this.#count += 1;
   *   }
   *
   *   override exportState(): { count: number } {
   *     return { count: this.#count };
   *   }
   *
   *   override importState(state: { count: number }): void {
   *     this.#count = state.count;
   *   }
   * }
   * ```
   */
  exportState?(): Awaitable<unknown>;
  /**
   * Takes over what the version before has told with {@link Plugin.exportState}: runs after `onLoad` and before `onEnable`,
   * and only when there is something to take over. It may come from another version of the plugin. When this throws, the
   * version before comes back.
   *
   * @param state - What the same entry point of that version returned.
   */
  importState?(state: unknown): Awaitable<void>;
  /**
   * Runs after somebody has changed the settings of the running plugin.
   *
   * @param change - What has changed, and the settings before and after.
   */
  onConfigChanged?(change: ConfigChange): Awaitable<void>;
  /**
   * Answers another plugin that has this one among the `dependencies` of its manifest; see {@link Plugins.send}.
   *
   * @param message - Who sent it, and what.
   * @returns Any JSON: the answer.
   */
  onPluginMessage?(message: PluginMessage<never>): unknown;
  /**
   * Tells how the plugin is, whenever the host asks.
   *
   * @returns The status, and one sentence about it.
   */
  healthCheck?(): Awaitable<HealthReport>;
  /**
   * Tests the plugin from within, on the host it runs on: `plexi-plugin test` runs it too.
   *
   * @returns What was looked at and whether it passed.
   */
  selfTest?(): Awaitable<SelfTestReport>;
}
