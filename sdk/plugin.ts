import { ai, type Ai } from './capabilities/ai.ts';
import { CONTRIBUTIONS, type RunnableContribution } from './contribution.ts';
import { calls, type Calls } from './capabilities/calls.ts';
import { channels, type Channels } from './capabilities/channels.ts';
import { config, type Config, type ConfigChange } from './capabilities/config.ts';
import { database, type Database } from './capabilities/database.ts';
import { files, type Files } from './capabilities/files.ts';
import { logger, type Logger } from './capabilities/logger.ts';
import { events, type Events } from './capabilities/events.ts';
import { messages, type Messages } from './capabilities/messages.ts';
import { plugins, type PluginMessage, type Plugins } from './capabilities/plugins.ts';
import { scheduler, type Scheduler } from './capabilities/scheduler.ts';
import { security, type Security } from './capabilities/security.ts';
import { storage, type Storage } from './capabilities/storage.ts';
import { users, type Users } from './capabilities/users.ts';
import { webhooks, type Webhooks } from './capabilities/webhooks.ts';

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

/** What a plugin may use: its capabilities. */
export interface PluginContext {
  /** Reads and writes chat messages. */
  readonly messages: Messages;
  /** Reads the profiles of people. */
  readonly users: Users;
  /** Reads and changes channels. */
  readonly channels: Channels;
  /** Reads and shares files. */
  readonly files: Files;
  /** Keeps data in a database of the plugin's own. */
  readonly database: Database;
  /** Keeps values from one event to the next, and over restarts. */
  readonly storage: Storage;
  /** The plugin's settings. */
  readonly config: Config;
  /** The host's log. */
  readonly logger: Logger;
  /** The plugin's background tasks. */
  readonly scheduler: Scheduler;
  /** Tells events to other plugins. */
  readonly events: Events;
  /** Talks to other plugins. */
  readonly plugins: Plugins;
  /** Sends webhooks to other servers. */
  readonly webhooks: Webhooks;
  /** Asks AI models. */
  readonly ai: Ai;
  /** Hashes, signs and compares. */
  readonly security: Security;
  /** Looks into calls, and moderates them. */
  readonly calls: Calls;
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
  readonly messages: Messages = messages;
  /** Reads the profiles of people. */
  readonly users: Users = users;
  /** Reads and changes channels. */
  readonly channels: Channels = channels;
  /** Reads and shares files. */
  readonly files: Files = files;
  /** Keeps data in a database of the plugin's own. */
  readonly database: Database = database;
  /** Keeps values from one event to the next, and over restarts. */
  readonly storage: Storage = storage;
  /** The plugin's settings. */
  readonly config: Config = config;
  /** The host's log. */
  readonly logger: Logger = logger;
  /** The plugin's background tasks. */
  readonly scheduler: Scheduler = scheduler;
  /** Tells events to other plugins. */
  readonly events: Events = events;
  /** Talks to other plugins. */
  readonly plugins: Plugins = plugins;
  /** Sends webhooks to other servers. */
  readonly webhooks: Webhooks = webhooks;
  /** Asks AI models. */
  readonly ai: Ai = ai;
  /** Hashes, signs and compares. */
  readonly security: Security = security;
  /** Looks into calls, and moderates them. */
  readonly calls: Calls = calls;

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
