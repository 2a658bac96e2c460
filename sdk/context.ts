import { ai, type Ai } from './capabilities/ai.ts';
import { analytics, type Analytics } from './capabilities/analytics.ts';
import { backups, type Backups } from './capabilities/backups.ts';
import { calls, type Calls } from './capabilities/calls.ts';
import { channels, type Channels } from './capabilities/channels.ts';
import { config, type Config } from './capabilities/config.ts';
import { database, type Database } from './capabilities/database.ts';
import { events, type Events } from './capabilities/events.ts';
import { files, type Files } from './capabilities/files.ts';
import { kernels, type Kernels } from './capabilities/kernels.ts';
import { logger, type Logger } from './capabilities/logger.ts';
import { messages, type Messages } from './capabilities/messages.ts';
import { pages, type Pages } from './capabilities/pages.ts';
import { permissions, type Permissions } from './capabilities/permissions.ts';
import { plugins, type Plugins } from './capabilities/plugins.ts';
import { scheduler, type Scheduler } from './capabilities/scheduler.ts';
import { security, type Security } from './capabilities/security.ts';
import { storage, type Storage } from './capabilities/storage.ts';
import { users, type Users } from './capabilities/users.ts';
import { webhooks, type Webhooks } from './capabilities/webhooks.ts';

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
  /** Counts what happens in the plugin. */
  readonly analytics: Analytics;
  /** Makes backups of the plugin's own data. */
  readonly backups: Backups;
  /** Reaches the plugin's own frames that somebody looks at. */
  readonly pages: Pages;
  /** Asks for optional permissions. */
  readonly permissions: Permissions;
  /** Runs the plugin's kernels. */
  readonly kernels: Kernels;
}

/** Every capability there is. What the manifest does not ask for, or nobody has granted, refuses to be used. */
export const context: PluginContext = Object.freeze({
  messages, users, channels, files, database, storage, config, logger, scheduler, events, plugins, webhooks, ai, security, calls, analytics, backups, pages, permissions, kernels,
});
