import type { Message } from '../../sdk/capabilities/messages.ts';
import type { HealthReport } from '../../sdk/plugin.ts';
import type { MessageEvent } from '../../sdk/kinds/message-processor.ts';
import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { HostedEvent } from '../host/delivery.ts';
import type { Denial } from '../host/denials.ts';
import type { Providers } from '../host/extension-points/providers.ts';
import type { Exporters } from '../host/extension-points/exporters.ts';
import type { Notifications } from '../host/extension-points/notifications.ts';
import type { MiddlewareChain } from '../host/extension-points/middleware.ts';
import type { CliCommands, CommandRequest } from '../host/extension-points/cli-commands.ts';
import type { ApiRoutes } from '../host/extension-points/api-routes.ts';
import type { Themes } from '../host/extension-points/themes.ts';
import type { AuthProviders } from '../host/extension-points/auth-providers.ts';
import type { Analytics } from '../host/extension-points/analytics.ts';
import type { Backups } from '../host/extension-points/backups.ts';
import type { Health } from '../host/extension-points/health.ts';
import type { Monitoring } from '../host/extension-points/monitoring.ts';
import type { Security } from '../host/extension-points/security.ts';
import type { StorageBackends } from '../host/extension-points/storage-backends.ts';
import type { TestMedia } from './test-media.ts';
import type { Tools } from '../host/extension-points/tools.ts';
import type { UiHost } from '../host/extension-points/ui.ts';
import type { LogRecord } from '../host/log.ts';
import type { TrackedEvent } from '../host/services/analytics.ts';
import type { FakeAi } from '../host/services/fake-ai.ts';
import type { FakeHttp } from '../host/services/fake-http.ts';
import type { PluginStorage } from '../host/services/storage.ts';
import type { TestFaults } from './faults/test-faults.ts';
import type { MessageEventParts } from './message-event.ts';
import type { CommandRun } from './run-test-command.ts';
import type { TestRequestOptions, TestResponse } from './test-client.ts';
import type { TestFiles } from './test-files.ts';
import type { TestPermissions } from './test-permissions.ts';
import type { TestTasks } from './test-tasks.ts';
import type { TestUser } from './test-user.ts';
import type { TestWebhooks } from './test-webhooks.ts';

/** How a test wants its host. */
export interface TestHostOptions {
  /** Settings that differ from the manifest's defaults. */
  readonly config?: { readonly [name: string]: JsonValue };
  /** The permissions that the user grants; default: all that the manifest asks for without a choice. */
  readonly grants?: readonly string[] | 'all';
  /** What the plugin's clock shows at first; default: 2026-01-01T12:00:00Z. It moves only with `clock.advance`. */
  readonly now?: Date | string | number;
  /** Makes `Math.random` in the plugin repeat; default: 1. */
  readonly seed?: number;
}

/** The clock that the plugin sees. */
export interface TestClock {
  /** The time in the plugin. */
  readonly now: Date;
  /**
   * Moves the clock, runs the timers that fall due in order, and waits until the plugin is idle.
   *
   * @param duration - Milliseconds, or a number with a unit: `250ms`, `30s`, `5m`, `1h`, `2d`.
   */
  advance(duration: number | string): Promise<void>;
}

/** The plugin's settings, as the user's settings page changes them. */
export interface TestConfig {
  /** What the plugin reads now, defaults included; secrets as `[secret]`. */
  readonly values: Readonly<Record<string, JsonValue>>;
  /**
   * Changes settings while the plugin runs.
   *
   * @throws {@link PlexiError} when the settings schema refuses the values; the plugin keeps the old ones.
   */
  update(values: { readonly [name: string]: JsonValue }): Promise<void>;
}

/** The plugin under test. */
export interface TestedPlugin {
  readonly name: string;
  readonly version: string;
  readonly kinds: readonly string[];
  /** Its entry points, with the hooks they implement. */
  readonly entries: readonly { readonly entry: string; readonly hooks: readonly string[] }[];
  /** Where it is in its life, for example `enabled`. */
  readonly state: string;
}

/** A host with one chat, one plugin in the real sandbox, and a clock that stands still. */
export interface TestHost extends AsyncDisposable {
  /** Who the plugin under test is. */
  readonly plugin: TestedPlugin;
  /** Every message that the plugin sent, oldest first. */
  readonly sentMessages: readonly Message[];
  /** The last message that the plugin sent. */
  readonly lastMessage: Message | undefined;
  readonly clock: TestClock;
  /** The plugin's own storage, from outside. */
  readonly storage: PluginStorage;
  readonly config: TestConfig;
  /** What people do with files, and the files there are. */
  readonly files: TestFiles;
  /** Asks the models of a provider as the host does. */
  readonly providers: Providers;
  /** Writes data in the formats of an exporter as the host does. */
  readonly exporters: Exporters;
  /** Delivers notifications over the channels of the plugin as the host does, in one attempt. */
  readonly notifications: Notifications;
  /** Takes requests through the middleware of the plugin as the host does. */
  readonly middleware: MiddlewareChain;
  /** Answers requests with the routes of the plugin as the host does. */
  readonly api: ApiRoutes;
  /**
   * Asks a route of the plugin as the host’s web server does.
   *
   * @param path - Below the prefix of the plugin: `/status?days=3`.
   */
  request(method: string, path: string, options?: TestRequestOptions): Promise<TestResponse>;
  /** Asks a route with `GET`. */
  get(path: string, options?: TestRequestOptions): Promise<TestResponse>;
  /** Sends JSON to a route with `POST`. */
  post(path: string, json: unknown, options?: TestRequestOptions): Promise<TestResponse>;
  /** Asks how the plugin is; one without `healthCheck` is healthy while it runs. */
  checkHealth(): Promise<HealthReport>;
  /** Signs people in with the plugin as the host does. */
  readonly auth: AuthProviders;
  /** Lets people call each other, and takes sound and pictures through the plugin. */
  readonly media: TestMedia;
  /** Counts what people do, for analytics plugins; `tracked` is all that was tracked, also by the plugin, oldest first. */
  readonly analytics: Analytics & { readonly tracked: readonly TrackedEvent[] };
  /** Makes backups, and brings plugins back to them. */
  readonly backups: Backups;
  /** Asks whether the host is alive and ready, with the checks of the plugin. */
  readonly health: Health;
  /** Asks monitoring plugins for metrics, and tells them how plugins are. */
  readonly monitoring: Monitoring;
  /** Asks security plugins about messages and requests. */
  readonly security: Security;
  /** Keeps bytes with storage plugins. */
  readonly storageBackends: StorageBackends;
  /** Runs actions of a tool as the host does. */
  readonly tools: Tools;
  /** The servers that the plugin can reach: none, but for what the test answers with `http.on`. */
  readonly http: FakeHttp;
  /** What goes wrong in the host and on its servers: nothing, but for what the test says. */
  readonly faults: TestFaults;
  /** The commands of a CLI plugin, as the host lists, searches and runs them. */
  readonly commands: CliCommands;
  /** The model that the plugin can ask: it says what the test tells it to with `ai.reply`, `ai.script` and `ai.when`. */
  readonly ai: FakeAi;
  /**
   * Runs a command of a CLI plugin as an administrator who has confirmed it.
   *
   * @param line - The command's name and what follows it, as one line with quotes or word by word.
   * @param who - Another user, or a command that was not confirmed.
   */
  runCommand(line: string | readonly string[], who?: Pick<CommandRequest, 'user' | 'isConfirmed'>): Promise<CommandRun>;
  /** The themes of the plugin. */
  readonly themes: Themes;
  /** What the plugin shows, without a browser: lists, contexts and actions. */
  readonly ui: UiHost;
  /** What the plugin logged, oldest first. */
  readonly logs: readonly LogRecord[];
  /** Host calls that were refused, oldest first. */
  readonly denials: readonly Denial[];
  /**
   * Somebody in the chat: `await host.user('ada').says('hello')`.
   *
   * @param id - Any name.
   */
  user(id: string): TestUser;
  /**
   * Brings the plugin a whole event as it is: `createMessageEvent`, `createFileEvent`, `createCallEvent` and the others make
   * one. Nothing else changes on the host, but that a message is there.
   *
   * @returns The messages that the plugin sent meanwhile.
   */
  deliver(event: HostedEvent): Promise<readonly Message[]>;
  /** Tells an event of the host program, and waits for the plugin. */
  announce(name: `host.${string}`, data?: JsonValue): Promise<readonly Message[]>;
  /** What the person on the other side decides about permissions, when the plugin asks and while it runs. */
  readonly permissions: TestPermissions;
  /** The background tasks of the plugin. */
  readonly tasks: TestTasks;
  /** Calls the webhooks of the plugin, as its partners do. */
  readonly webhooks: TestWebhooks;
  /**
   * Lets somebody write a message, and waits until the plugin has dealt with it.
   *
   * @param message - Its content, fields of it, or a whole event of any type.
   * @returns The messages that the plugin sent meanwhile.
   * @throws {@link PlexiError} `PLX4010` when the plugin's hook throws.
   */
  receive(message: string | MessageEventParts | MessageEvent): Promise<readonly Message[]>;
  /** Lets the author of a message change it, and waits for the plugin. */
  edit(message: Message | string, content: string): Promise<readonly Message[]>;
  /** Lets somebody delete a message, and waits for the plugin. */
  delete(message: Message | string): Promise<readonly Message[]>;
  /** Every message in the chat, oldest first. */
  messages(channelId?: string): readonly Message[];
  /** Disables, unloads, loads and enables the plugin: storage and settings stay. */
  reload(): Promise<void>;
  disable(): Promise<void>;
  enable(): Promise<void>;
  /** Unloads the plugin and ends the sandbox; happens by itself when the test ends. */
  close(): Promise<void>;
}
