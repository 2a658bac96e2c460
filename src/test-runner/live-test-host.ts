import type { Message } from '../../sdk/capabilities/messages.ts';
import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { MessageEvent } from '../../sdk/kinds/message-processor.ts';
import type { HealthReport, SelfTestReport } from '../../sdk/plugin.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../core/diagnostics/plexi-error.ts';
import type { CallRates } from '../core/limits/call-rates.ts';
import { createPluginManager } from '../host/create-plugin-manager.ts';
import type { HostedEvent } from '../host/delivery.ts';
import type { Denial } from '../host/denials.ts';
import { createProviders, type Providers } from '../host/extension-points/providers.ts';
import { createExporters, type Exporters } from '../host/extension-points/exporters.ts';
import { createNotifications, type Notifications } from '../host/extension-points/notifications.ts';
import { createMiddleware, type MiddlewareChain } from '../host/extension-points/middleware.ts';
import { createApiRoutes, type ApiRoutes } from '../host/extension-points/api-routes.ts';
import { createThemes, type Themes } from '../host/extension-points/themes.ts';
import { createAuthProviders, type AuthProviders } from '../host/extension-points/auth-providers.ts';
import { createCliCommands, type CliCommands } from '../host/extension-points/cli-commands.ts';
import { createAnalytics } from '../host/extension-points/analytics.ts';
import { createBackups, type Backups } from '../host/extension-points/backups.ts';
import { createMediaPipeline } from '../host/extension-points/media-pipeline.ts';
import { createHealth, type Health } from '../host/extension-points/health.ts';
import { createMonitoring, type Monitoring } from '../host/extension-points/monitoring.ts';
import { createSecurity, type Security } from '../host/extension-points/security.ts';
import { createStorageBackends, type StorageBackends } from '../host/extension-points/storage-backends.ts';
import { createTools, type Tools } from '../host/extension-points/tools.ts';
import { createUi, type UiHost } from '../host/extension-points/ui.ts';
import { createIncomingWebhooks } from '../host/extension-points/webhooks.ts';
import type { Extensions } from '../host/extensions.ts';
import type { LogRecord } from '../host/log.ts';
import type { PluginManager } from '../host/plugin-manager.ts';
import type { PluginSource } from '../host/plugin-source.ts';
import type { PluginStorage } from '../host/services/storage.ts';
import { createFakeAi, type FakeAi } from '../host/services/fake-ai.ts';
import { createFakeHttp, type FakeHttp } from '../host/services/fake-http.ts';
import type { HttpService } from '../host/services/http.ts';
import { pluginId, type ChatListener } from '../host/services/chat.ts';
import type { FileListener } from '../host/services/files.ts';
import { createMemoryCalls } from '../host/services/memory-calls.ts';
import { createMemoryFiles, type MemoryFiles } from '../host/services/memory-files.ts';
import { createMemoryChat, type MemoryChat } from '../host/services/memory-chat.ts';
import { createVirtualClock, type VirtualClock } from '../host/virtual-clock.ts';
import type { Engine, HostCall } from '../sandbox/engine.ts';
import { createFaults, type LiveFaults } from './faults/create-faults.ts';
import { completeEvent, type MessageEventParts } from './message-event.ts';
import { observeEngine, type ObservedFailure } from './observe-engine.ts';
import { createOpenWorkLedger, type OpenWork, type OpenWorkLedger } from './open-work.ts';
import type { PluginUnderTest } from './plugin-under-test.ts';
import { runTestCommand, type CommandRun } from './run-test-command.ts';
import { createTestAnalytics } from './test-analytics.ts';
import { createTestMedia, type TestMedia } from './test-media.ts';
import { createTestFiles, type TestFiles } from './test-files.ts';
import { sendTestRequest, type TestRequestOptions, type TestResponse } from './test-client.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { createTestPermissions, type LiveTestPermissions } from './test-permissions.ts';
import { createTestTasks, type TestTasks } from './test-tasks.ts';
import { createTestUser, type TestUser } from './test-user.ts';
import { createTestWebhooks, type TestWebhooks } from './test-webhooks.ts';
import type { TestClock, TestConfig, TestHost, TestHostOptions } from './test-host.ts';

const FIRST_MOMENT = '2026-01-01T12:00:00.000Z';

/** Makes what is behind the servers that a test writes. */
export type OpenInternet = (host: LiveTestHost) => HttpService;

/** How a test host is made, beyond what tests may say. */
export interface LiveHostOptions extends TestHostOptions {
  /** Default: those of every host. */
  readonly callRates?: Partial<CallRates>;
}

/** A test host that runs. */
export class LiveTestHost implements TestHost {
  readonly logs: LogRecord[] = [];
  readonly sentMessages: Message[] = [];
  readonly storage: PluginStorage;
  readonly files: TestFiles;
  readonly media: TestMedia;
  readonly analytics: TestHost['analytics'];
  readonly backups: Backups;
  readonly health: Health;
  readonly monitoring: Monitoring;
  readonly security: Security;
  readonly storageBackends: StorageBackends;
  readonly providers: Providers;
  readonly exporters: Exporters;
  readonly notifications: Notifications;
  readonly middleware: MiddlewareChain;
  readonly api: ApiRoutes;
  readonly auth: AuthProviders;
  readonly tools: Tools;
  readonly commands: CliCommands;
  readonly http: FakeHttp;
  readonly ai: FakeAi;
  readonly tasks: TestTasks;
  readonly webhooks: TestWebhooks;
  readonly permissions: LiveTestPermissions;
  readonly themes: Themes;
  readonly ui: UiHost;
  /** Permissions whose denial the test has spoken of: it knows. */
  readonly expectedDenials = new Set<string>();
  /** Every host call of the plugin, oldest first. */
  readonly calls: HostCall[] = [];
  /** What happens, where that is asked for. */
  readonly timeline: Timeline | undefined;
  readonly #name: string;
  readonly #companions: readonly PluginSource[];
  readonly #manager: PluginManager;
  readonly #chat: MemoryChat;
  readonly #files: MemoryFiles;
  readonly #clock: VirtualClock;
  readonly faults: LiveFaults;
  readonly #openWork: OpenWorkLedger;
  readonly #faults: Diagnostic[] = [];
  readonly #failures: ObservedFailure[] = [];
  #events = 0;

  /** @param openInternet - Makes what is behind the servers that a test writes: a recording; default: nothing. */
  constructor({ source, companions = [], isTraced = false }: PluginUnderTest, { now = FIRST_MOMENT, seed = 1, callRates = {} }: LiveHostOptions, engine: Engine, openInternet?: OpenInternet) {
    const { name } = source.manifest;
    const openWork = createOpenWorkLedger(source);
    this.#name = name;
    this.permissions = createTestPermissions(name, () => this.#manager);
    this.#openWork = openWork;
    this.http = createFakeHttp(openInternet?.(this));
    this.#companions = companions;
    this.#clock = createVirtualClock(now);
    this.timeline = isTraced ? createTimeline(() => this.#clock.now()) : undefined;
    this.#chat = createMemoryChat({ clock: this.#clock });
    this.ai = createFakeAi({ clock: this.#clock, onUnanswered: (problem) => { this.#note(problem); } });
    this.faults = createFaults(this.#clock);
    const { faults } = this;
    const calls = createMemoryCalls({ clock: this.#clock });
    this.#files = createMemoryFiles({ clock: this.#clock, channels: this.#chat.channels });
    const { service: analytics, tracked } = createTestAnalytics(this.#clock);
    this.#manager = createPluginManager({
      clock: this.#clock,
      services: { chat: this.#chat, calls, files: this.#files, http: faults.interrupt(this.http), ai: this.ai, analytics },
      seed,
      onPermissionRequest: this.permissions.ask,
      callRates,
      engine: observeEngine(faults.injectInto(engine, name), name, {
        onStart: (sandbox) => { openWork.onStart(sandbox); },
        onInvoke: (invocation, end) => {
          this.timeline?.onInvoke(invocation, end);
          openWork.onInvoke(invocation, end);
        },
        onCall: (call, answer) => {
          this.calls.push(call);
          this.timeline?.onCall(call, answer);
          openWork.onCall(call, answer);
        },
        onFailure: (failure) => this.#failures.push(failure),
      }),
      onLog: (record) => {
        if (record.plugin !== name) return;
        this.logs.push(record);
        this.timeline?.onLog(record);
      },
      onDiagnostic: (_plugin, fault) => { this.#note(fault); },
      onDelivery: ({ deliveries }) => {
        for (const { outcome, diagnostic } of deliveries) if (outcome === 'failed' && diagnostic) this.#note(diagnostic);
      },
    });
    this.#chat.listen(({ type, message }) => {
      if (type === 'message.sent' && message.authorId === `plugin:${name}`) this.sentMessages.push(message);
    });
    const onDiagnostic = (_plugin: string, fault: Diagnostic): void => { this.#note(fault); };
    this.media = createTestMedia(calls, createMediaPipeline({ extensions: this.#manager.extensions, clock: this.#clock, onDiagnostic }), (work) => this.during(() => Promise.resolve().then(work)));
    this.analytics = { ...createAnalytics({ clock: this.#clock, dispatch: (event) => faults.deliver(() => this.#manager.dispatch(event)), services: this.#manager.services }), tracked };
    this.health = createHealth(this.#manager);
    this.backups = createBackups(this.#manager);
    this.monitoring = createMonitoring(this.#manager);
    this.security = createSecurity({ extensions: this.#manager.extensions, onDiagnostic });
    this.storageBackends = createStorageBackends(this.#manager);
    this.files = createTestFiles({
      files: this.#files,
      pluginId: pluginId(name),
      addChannel: (id) => { this.#addChannel(id); },
      act: (work) => this.during(work),
      dispatch: (event) => faults.deliver(() => this.#manager.dispatch(event, event.actorId)),
    });
    this.storage = this.#manager.services.storage.open(name);
    this.providers = createProviders(this.#manager);
    this.exporters = createExporters(this.#manager);
    this.notifications = createNotifications({ extensions: this.#manager.extensions, clock: this.#clock, attempts: 1 });
    this.middleware = createMiddleware(this.#manager);
    this.api = createApiRoutes(this.#manager);
    this.auth = createAuthProviders(this.#manager);
    this.tools = createTools(this.#manager);
    this.commands = createCliCommands(this.#manager);
    this.tasks = createTestTasks(this.#manager.tasks, name, (work) => this.during(work));
    this.webhooks = createTestWebhooks({
      plugin: name,
      webhooks: createIncomingWebhooks(this.#manager, { onDiagnostic }),
      host: this.#manager,
      act: (work) => this.during(work),
    });
    this.themes = createThemes(this.#manager);
    this.ui = createUi(this.#manager);
  }

  get plugin(): TestHost['plugin'] {
    const { name, version, kinds = [], entries = [], state = 'unloaded' } = this.#manager.getPlugin(this.#name) ?? { name: this.#name, version: '' };
    return { name, version, kinds, entries, state };
  }

  get lastMessage(): Message | undefined {
    return this.sentMessages.at(-1);
  }

  /** How extension points reach the plugin. */
  get extensions(): Extensions {
    return this.#manager.extensions;
  }

  get denials(): readonly Denial[] {
    return this.#manager.denials.filter(({ plugin }) => plugin === this.#name);
  }

  get clock(): TestClock {
    const clock = this.#clock;
    return {
      get now() {
        return new Date(clock.now());
      },
      advance: async (duration) => {
        // What the plugin is about to wait for, it waits for first.
        await this.#idle();
        await this.#act(() => clock.advance(duration, () => this.#idle()));
      },
    };
  }

  get config(): TestConfig {
    return {
      values: this.#manager.getPlugin(this.#name)?.config ?? {},
      update: async (values) => {
        await this.#act(() => this.#manager.updateConfig(this.#name, values));
      },
    };
  }

  async request(...[method, path, options]: Parameters<TestHost['request']>): Promise<TestResponse> {
    return this.during(() => sendTestRequest(this.api, this.#name, method, path, options));
  }

  get(path: string, options?: TestRequestOptions): Promise<TestResponse> {
    return this.request('GET', path, options);
  }

  post(path: string, json: unknown, options?: TestRequestOptions): Promise<TestResponse> {
    return this.request('POST', path, { json, ...options });
  }

  checkHealth(): Promise<HealthReport> {
    return this.#manager.checkHealth(this.#name);
  }

  user(id: string): TestUser {
    return createTestUser(this, id);
  }

  async runCommand(...[line, who]: Parameters<TestHost['runCommand']>): Promise<CommandRun> {
    return this.during(() => runTestCommand(this.commands, line, who));
  }

  async receive(message: string | MessageEventParts | MessageEvent): Promise<readonly Message[]> {
    return this.deliver(completeEvent(message, (this.#events += 1), this.clock.now));
  }

  async edit(message: Message | string, content: string): Promise<readonly Message[]> {
    const { id, authorId } = await this.#find(message);
    return this.#act(() => this.#chat.edit(id, content, authorId));
  }

  async delete(message: Message | string): Promise<readonly Message[]> {
    const { id, authorId } = await this.#find(message);
    return this.#act(() => this.#chat.delete(id, authorId));
  }

  messages(channelId?: string): readonly Message[] {
    return this.#chat.messages(channelId);
  }

  async deliver(event: HostedEvent): Promise<readonly Message[]> {
    if (!('message' in event)) return this.#act(() => this.faults.deliver(() => this.#manager.dispatch(event, 'actorId' in event ? event.actorId : undefined)));
    const { message } = event;
    this.#addChannel(message.channelId);
    if (event.type !== 'message.deleted') this.#chat.addMessage(message);
    return this.#act(() => this.faults.deliver(() => this.#manager.dispatch(event, message.authorId)));
  }

  async announce(name: `host.${string}`, data?: JsonValue): Promise<readonly Message[]> {
    return this.#act(() => this.#manager.announce(name, data));
  }

  async load(options: TestHostOptions, source: PluginUnderTest['source']): Promise<void> {
    await this.#loadCompanions();
    await this.#act(() => this.#manager.loadPlugin(source, { config: options.config ?? {}, grants: options.grants ?? 'all' }));
  }

  async enable(): Promise<void> {
    await this.#act(() => this.#manager.enablePlugin(this.#name));
  }

  async disable(): Promise<void> {
    await this.#act(() => this.#manager.disablePlugin(this.#name));
  }

  async unload(): Promise<void> {
    await this.#act(() => this.#manager.unloadPlugin(this.#name));
  }

  async reload(): Promise<void> {
    await this.#act(() => this.#manager.reloadPlugin(this.#name));
  }

  /** Waits until the plugin has dealt with what has happened, and fails with what went wrong in it. */
  async settle(): Promise<void> {
    await this.during(() => Promise.resolve());
  }

  /** Hears what happens in the chat, and to its files. */
  listen(onMessage: ChatListener, onFile: FileListener): void {
    this.#chat.listen(onMessage);
    this.#files.listen(onFile);
  }

  /** The texts of the secret settings, as they are now. */
  async readSecrets(): Promise<readonly string[]> {
    return listTexts(await this.#manager.services.settings.readSecrets(this.#name));
  }

  /** What hooks threw since this was last asked. */
  takeFailures(): readonly ObservedFailure[] {
    return this.#failures.splice(0);
  }

  /** What the plugin has begun and not brought to its end, as far as it is known. */
  async listOpenWork(): Promise<readonly OpenWork[]> {
    return this.#openWork.list();
  }

  async runSelfTest(): Promise<SelfTestReport | undefined> {
    return this.#manager.runSelfTest(this.#name);
  }

  /** Does something, waits until the plugin has dealt with it, and fails with what went wrong in the plugin. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = await work();
    await this.#idle();
    const [first, ...rest] = this.#faults.splice(0);
    if (first !== undefined) throw new PlexiError([first, ...rest]);
    return result;
  }

  async close(): Promise<void> {
    await this.#manager.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  // A call that a fault has ended goes on in the plugin without the host having seen it.
  async #idle(): Promise<void> {
    for (let before = -1; before !== this.faults.met; ) {
      before = this.faults.met;
      await this.#manager.idle();
    }
  }

  #note(fault: Diagnostic): void {
    if (!this.faults.isWanted(fault)) this.#faults.push(fault);
  }

  async #loadCompanions(): Promise<void> {
    const { failed } = await this.#manager.loadPlugins(this.#companions.map((source) => ({ source, grants: 'all', enable: true })));
    const [first, ...rest] = failed.flatMap(({ diagnostics }) => diagnostics);
    if (first !== undefined) throw new PlexiError([first, ...rest]);
  }

  #addChannel(id: string): void {
    if (!this.#chat.channels.all.some((channel) => channel.id === id)) this.#chat.channels.add({ id, name: id });
  }

  /** Does something as {@link during} does, and gives the messages that the plugin sent meanwhile. */
  async #act(work: () => Promise<unknown>): Promise<readonly Message[]> {
    const before = this.sentMessages.length;
    await this.during(work);
    return this.sentMessages.slice(before);
  }

  async #find(message: Message | string): Promise<Message> {
    const id = typeof message === 'string' ? message : message.id;
    const found = await this.#chat.get(id);
    if (found === undefined) throw new Error(`there is no message "${id}" in the chat; let somebody write it first: await host.receive({ id: '${id}', content: '…' })`);
    return found;
  }
}

function listTexts(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? (Object.values(value) as readonly JsonValue[]).flatMap(listTexts) : [];
}

/** Loads and enables a plugin in a host for tests. Whoever starts it closes it. */
export async function startTestHost(plugin: PluginUnderTest, options: TestHostOptions, engine: Engine, openInternet?: OpenInternet): Promise<LiveTestHost> {
  const host = new LiveTestHost(plugin, options, engine, openInternet);
  try {
    await host.load(options, plugin.source);
    await host.enable();
    return host;
  } catch (error) {
    await host.close();
    throw error;
  }
}
