import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { HealthReport, SelfTestReport } from '../../sdk/plugin.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { findSimilar } from '../core/diagnostics/find-similar.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { EVENT_WORDS } from '../core/events/event-names.ts';
import type { PluginKind } from '../core/manifest/kinds.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import { createQuickJsEngine } from '../sandbox/quickjs-engine.ts';
import { DEFAULT_LIMITS, type Engine } from '../sandbox/engine.ts';
import { createActivity } from './activity.ts';
import { createSystemClock, type Clock } from './clock.ts';
import type { DeliveryReport, HostedEvent } from './delivery.ts';
import type { Denial } from './denials.ts';
import { describePlugin } from './describe-plugin.ts';
import { createSecurity } from './extension-points/security.ts';
import { createEventPhases, type EventPhases } from './events/event-phases.ts';
import { createEvents, type Events } from './events/events.ts';
import { createMessenger } from './events/messenger.ts';
import { createProviders } from './extension-points/providers.ts';
import { createExtensions } from './create-extensions.ts';
import type { Extensions } from './extensions.ts';
import { dispatchEvent } from './dispatch-event.ts';
import { listRequested, parseGrants } from './grants.ts';
import type { HostEnvironment, HostServices } from './host-environment.ts';
import type { PluginState } from './lifecycle.ts';
import { createManagerHooks, nameStateChange, type ManagerEvent, type ManagerHook } from './manager-hooks.ts';
import { mergeHealthReports, mergeSelfTestReports, parseHealthReport, parseSelfTestReport } from './parse-reports.ts';
import { readKeptSettings } from './plugin-config.ts';
import type { SettingsValues } from './services/settings.ts';
import { loadPlugins } from './load-plugins.ts';
import { createPluginDependencies, type PluginDependencies } from './plugin-dependencies.ts';
import type { CascadeOptions, HostedPlugin, LoadOptions, LoadReport, PluginManager, PluginManagerOptions, PluginToLoad } from './plugin-manager.ts';
import { createPluginSlot, type PluginSlot, type ReloadOptions } from './plugin-slot.ts';
import type { PluginSource } from './plugin-source.ts';
import { createCheckedChat } from './services/checked-chat.ts';
import { createInternet } from './services/internet.ts';
import { isPluginId, pluginId } from './services/chat.ts';
import { createMemoryCalls } from './services/memory-calls.ts';
import { createMemoryChat } from './services/memory-chat.ts';
import { createSqliteDatabases } from './services/sqlite-databases.ts';
import { createMemoryFiles } from './services/memory-files.ts';
import { createMemoryStorage } from './services/memory-storage.ts';
import { createMemorySettings } from './services/settings.ts';
import type { Follow } from './tasks/run-task.ts';
import { createTasks, type LiveTasks } from './tasks/tasks.ts';
import { createOutgoingWebhooks, type OutgoingWebhooks } from './webhooks/outgoing-webhooks.ts';
import { within } from './within.ts';

/** Makes a host for plugins. Whoever makes it closes it. */
export function createPluginManager(options: PluginManagerOptions = {}): PluginManager {
  return new EmbeddedPluginManager(options);
}

const DENIALS_KEPT = 1_000;
// No plugin has these names.
const TASK_STORAGE = '$tasks';
const WEBHOOK_STORAGE = '$webhooks';

class EmbeddedPluginManager implements PluginManager {
  readonly clock: Clock;
  readonly services: HostServices;
  readonly extensions: Extensions;
  readonly tasks: LiveTasks;
  readonly webhooks: OutgoingWebhooks;
  readonly #options: PluginManagerOptions;
  readonly #slots = new Map<string, PluginSlot>();
  readonly #dependencies: PluginDependencies;
  readonly #phases: EventPhases;
  readonly #events: Events;
  readonly #hooks = createManagerHooks();
  readonly #denials: Denial[] = [];
  readonly #deliveries = new Set<Promise<unknown>>();
  readonly #activity = createActivity();
  #host: HostEnvironment | undefined;
  readonly #stopListening: (() => void)[] = [];
  #isClosed = false;

  constructor(options: PluginManagerOptions) {
    const clock = options.clock ?? createSystemClock();
    this.#options = options;
    this.clock = clock;
    this.#dependencies = createPluginDependencies(this.#slots, options.provides ?? {});
    this.extensions = createExtensions(this.#slots, (name) => this.#find(name));
    const chat = options.services?.chat ?? createMemoryChat({ clock });
    this.services = {
      chat,
      databases: options.services?.databases ?? createSqliteDatabases(),
      files: options.services?.files ?? createMemoryFiles({ clock, channels: chat.channels }),
      calls: options.services?.calls ?? createMemoryCalls({ clock }),
      storage: options.services?.storage ?? createMemoryStorage(),
      settings: options.services?.settings ?? createMemorySettings(),
      http: options.services?.http ?? createInternet(),
      ai: options.services?.ai ?? createProviders({ extensions: this.extensions, onDiagnostic: (plugin, diagnostic) => options.onDiagnostic?.(plugin, diagnostic) }),
    };
    const onDiagnostic = (plugin: string, diagnostic: Diagnostic): void => options.onDiagnostic?.(plugin, diagnostic);
    const follow: Follow = (work) => this.#follow(work);
    this.#phases = createEventPhases({ extensions: this.extensions, onDiagnostic });
    this.#events = createEvents({ clock, phases: this.#phases, follow, deliver: (event, actor) => this.#deliver(event, actor) });
    this.webhooks = createOutgoingWebhooks({ clock, http: this.services.http, storage: this.services.storage.open(WEBHOOK_STORAGE), follow });
    this.tasks = createTasks({
      clock,
      extensions: this.extensions,
      storage: this.services.storage.open(TASK_STORAGE),
      entriesOf: (name) => this.#slots.get(name)?.version.runner.entries ?? [],
      follow,
      onDiagnostic,
    });
  }

  get denials(): readonly Denial[] {
    return this.#denials;
  }

  initialize(): Promise<void> {
    return new Promise((resolve) => {
      this.#openHost();
      resolve();
    });
  }

  async loadPlugin(source: PluginSource, { config = {}, grants = [] }: LoadOptions = {}): Promise<HostedPlugin> {
    const host = this.#openHost();
    const { name } = source.manifest;
    const settings = { ...(await readKeptSettings(name, this.services.settings)), ...config };
    const granted = parseGrants(name, listRequested(source.manifest), grants);
    const slot = await createPluginSlot(source, host, { granted, settings, onState: this.#watch(name) });
    const loaded = this.#slots.get(name);
    if (loaded !== undefined) fail('PLX4102', { plugin: name, version: loaded.version.source.manifest.version });
    this.#dependencies.checkLoad(source.manifest);
    this.#slots.set(name, slot);
    try {
      await slot.version.config.keep();
      await this.tasks.prepare(name);
      await slot.load();
    } catch (error) {
      this.#slots.delete(name);
      throw error;
    }
    return describePlugin(slot);
  }

  loadPlugins(plugins: readonly PluginToLoad[]): Promise<LoadReport> {
    return loadPlugins(plugins, this.#dependencies.listPresent(), (plugin) => this.#loadAndEnable(plugin));
  }

  async enablePlugin(name: string, { cascade = false }: CascadeOptions = {}): Promise<HostedPlugin> {
    const slot = this.#find(name);
    for (const needed of this.#dependencies.listBeforeEnable(name, cascade)) await this.#find(needed).enable();
    await slot.enable();
    return describePlugin(slot);
  }

  async disablePlugin(name: string, { cascade = false }: CascadeOptions = {}): Promise<HostedPlugin> {
    const slot = this.#find(name);
    for (const dependant of this.#dependencies.listBeforeDisable(name, cascade)) await this.#find(dependant).disable();
    await slot.disable();
    return describePlugin(slot);
  }

  async unloadPlugin(name: string, { cascade = false }: CascadeOptions = {}): Promise<void> {
    this.#find(name);
    for (const dependant of this.#dependencies.listBeforeUnload(name, cascade)) await this.#unload(dependant);
    await this.#unload(name);
  }

  async reloadPlugin(name: string, source?: PluginSource, options: ReloadOptions = {}): Promise<HostedPlugin> {
    const slot = this.#find(name);
    if (source !== undefined) this.#dependencies.checkReload(source.manifest);
    await slot.reload(source ?? slot.version.source, options);
    return describePlugin(slot);
  }

  getPlugin(name: string): HostedPlugin | undefined {
    const slot = this.#slots.get(name);
    return slot && describePlugin(slot);
  }

  getPlugins(): readonly HostedPlugin[] {
    return [...this.#slots.values()].map(describePlugin);
  }

  getPluginsByType(kind: PluginKind): readonly HostedPlugin[] {
    return this.getPlugins().filter(({ kinds }) => kinds.includes(kind));
  }

  getMetadata(name: string): Manifest {
    return this.#find(name).version.source.manifest;
  }

  getConfig(name: string): SettingsValues {
    return this.#find(name).version.config.values;
  }

  async updateConfig(name: string, changes: SettingsValues): Promise<HostedPlugin> {
    const slot = this.#find(name);
    await slot.updateConfig(changes);
    return describePlugin(slot);
  }

  async executePlugin(name: string, hook: string, args: readonly JsonValue[] = []): Promise<readonly JsonValue[]> {
    return this.#find(name).run(hook, args);
  }

  async checkHealth(name: string): Promise<HealthReport> {
    const { state } = this.#find(name).version.runner;
    if (state !== 'enabled' && state !== 'loaded') return { status: 'unhealthy', message: `the plugin is ${state}` };
    const reports = await this.executePlugin(name, 'healthCheck');
    return mergeHealthReports(reports.map((report) => parseHealthReport(name, report)));
  }

  async runSelfTest(name: string): Promise<SelfTestReport | undefined> {
    const reports = await this.executePlugin(name, 'selfTest');
    return reports.length === 0 ? undefined : mergeSelfTestReports(reports.map((report) => parseSelfTestReport(name, report)));
  }

  async dispatch(event: HostedEvent, actorId?: string): Promise<DeliveryReport> {
    const actor = actorId !== undefined && isPluginId(actorId) ? actorId.slice(pluginId('').length) : undefined;
    const start = this.#phases.has(event, 'pre', actor) ? within(this.#longestTurnMs, this.#phases.before(event, actor)) : undefined;
    return this.#follow(this.#deliver(event, actor, start));
  }

  async announce(name: string, data: JsonValue = null): Promise<boolean> {
    if (!name.startsWith('host.') || !EVENT_WORDS.test(name)) fail('PLX4162', { event: name });
    return this.#follow(this.#events.tell('host', name, data));
  }

  async settled(): Promise<void> {
    while (this.#deliveries.size > 0) await Promise.all(this.#deliveries);
  }

  idle(): Promise<void> {
    return this.#activity.idle();
  }

  registerHook(event: ManagerEvent, hook: ManagerHook): () => void {
    return this.#hooks.register(event, hook);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const stop of this.#stopListening) stop();
    await this.#unloadAll();
    if (this.#options.services?.http === undefined) this.services.http.close?.();
    if (this.#options.engine === undefined) await this.#host?.engine.close();
  }

  async #loadAndEnable({ source, enable = false, ...options }: PluginToLoad): Promise<HostedPlugin> {
    const plugin = await this.loadPlugin(source, options);
    if (!enable) return plugin;
    try {
      return await this.enablePlugin(plugin.name);
    } catch (error) {
      await this.#unload(plugin.name);
      throw error;
    }
  }

  async #unload(name: string): Promise<void> {
    await this.#find(name).unload();
    this.#slots.delete(name);
  }

  // All at once, but nobody before those that need him.
  async #unloadAll(): Promise<void> {
    const gone = new Map<string, Promise<void>>();
    const unload = (name: string): Promise<void> => {
      const going = gone.get(name) ?? Promise.all(this.#dependencies.listBeforeUnload(name, true).map(unload)).then(() => this.#unload(name));
      gone.set(name, going);
      return going;
    };
    await Promise.all([...this.#slots.keys()].map(unload));
  }

  // A plugin that is restarting must not hold up those behind it for longer than one that is busy could.
  get #longestTurnMs(): number {
    return this.#options.limits?.wallMsPerCall ?? DEFAULT_LIMITS.wallMsPerCall;
  }

  async #deliver(event: HostedEvent, actor: string | undefined, start?: Promise<unknown>): Promise<DeliveryReport> {
    const slots = [...this.#slots].filter(([name]) => name !== actor).map(([, slot]) => slot);
    const report = { eventId: event.id, deliveries: await dispatchEvent(event, slots, this.#longestTurnMs, start) };
    if (report.deliveries.length > 0) this.#options.onDelivery?.(report);
    await start;
    await this.#phases.after(event, actor);
    return report;
  }

  /** Lets `settled` wait for work. */
  async #follow<Result>(work: Promise<Result>): Promise<Result> {
    const ended = work.then(() => undefined, () => undefined);
    this.#deliveries.add(ended);
    try {
      return await work;
    } finally {
      this.#deliveries.delete(ended);
    }
  }

  #find(name: string): PluginSlot {
    const slot = this.#slots.get(name);
    if (slot !== undefined) return slot;
    const similar = findSimilar(name, this.#slots.keys());
    return fail('PLX4103', { plugin: name, suggestion: similar === undefined ? '' : `; did you mean "${similar}"?` });
  }

  #openHost(): HostEnvironment {
    if (this.#isClosed) fail('PLX4104', {});
    if (this.#host !== undefined) return this.#host;
    this.#host = this.#createHost(this.#options.engine ?? createQuickJsEngine());
    const tell = (event: HostedEvent, actorId?: string): void => void this.dispatch(event, actorId);
    this.#stopListening.push(
      this.services.chat.listen(tell),
      this.services.files.listen((event) => { tell(event, event.actorId); }),
      this.services.calls.listen(tell),
    );
    return this.#host;
  }

  #createHost(engine: Engine): HostEnvironment {
    const { hostVersion: version, limits, restarts, seed, onLog, onDenial, onDiagnostic } = this.#options;
    const { clock, services } = this;
    const stopFollowing = clock.onMove?.((now) => {
      for (const { version } of this.#slots.values()) version.runner.setNow(now);
    });
    if (stopFollowing !== undefined) this.#stopListening.push(stopFollowing);
    const security = createSecurity({ extensions: this.extensions, onDiagnostic: (plugin, diagnostic) => onDiagnostic?.(plugin, diagnostic) });
    return {
      engine,
      services: { ...services, chat: createCheckedChat(services.chat, security) },
      clock,
      tasks: this.tasks,
      activity: this.#activity,
      events: this.#events,
      messenger: createMessenger({ extensions: this.extensions, clock }),
      webhooks: this.webhooks,
      version,
      limits: { ...DEFAULT_LIMITS, ...limits },
      restarts,
      seed,
      onLog: (record) => onLog?.(record),
      onDenial: (denial) => {
        if (this.#denials.push(denial) > DENIALS_KEPT) this.#denials.shift();
        onDenial?.(denial);
      },
      onDiagnostic: (plugin, diagnostic) => onDiagnostic?.(plugin, diagnostic),
    };
  }

  #watch(name: string): (state: PluginState) => void {
    let before: PluginState = 'unloaded';
    return (state) => {
      const event = nameStateChange(before, state);
      before = state;
      this.tasks.follow(name, state);
      if (event === undefined) return;
      const { version = '' } = this.#slots.get(name)?.version.source.manifest ?? {};
      void this.#events.tell(name, event.replace(':', '.'), { plugin: name, version });
      this.#hooks.tell(event, name, event === 'plugin:failed' ? this.#slots.get(name)?.version.runner.fault : undefined);
    };
  }
}
