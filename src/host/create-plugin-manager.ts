import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { HealthReport, SelfTestReport } from '../../sdk/plugin.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { findSimilar } from '../core/diagnostics/find-similar.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { PluginKind } from '../core/manifest/kinds.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import { createQuickJsEngine } from '../sandbox/quickjs-engine.ts';
import { DEFAULT_LIMITS } from '../core/limits/plugin-limits.ts';
import type { Engine, Isolation } from '../sandbox/engine.ts';
import { createActivity } from './activity.ts';
import { createSystemClock, type Clock } from './clock.ts';
import type { DeliveryReport, HostedEvent } from './delivery.ts';
import type { Denial } from './denials.ts';
import { checkDefinedPermissions } from './check-defined-permissions.ts';
import { completeServices } from './complete-services.ts';
import { describePlugin } from './describe-plugin.ts';
import { createEventBus, type EventBus } from './events/event-bus.ts';
import { createHostEnvironment } from './create-host-environment.ts';
import { createExtensions } from './create-extensions.ts';
import { createBackups } from './extension-points/backups.ts';
import { createLogHandlers, type LogHandlers } from './extension-points/log-handlers.ts';
import type { Extensions } from './extensions.ts';
import { listRequested, listRequired, parseGrants } from './grants.ts';
import type { HostEnvironment, HostServices } from './host-environment.ts';
import type { PluginState } from './lifecycle.ts';
import { createManagerHooks, nameStateChange, type ManagerEvent, type ManagerHook } from './manager-hooks.ts';
import { createPagePushes, type LivePagePushes } from './page-pushes.ts';
import { createPendingWork } from './pending-work.ts';
import { createPluginBackups } from './plugin-backups.ts';
import { checkPluginHealth, runPluginSelfTest } from './plugin-health.ts';
import { readKeptSettings } from './plugin-config.ts';
import type { SettingsValues } from './services/settings.ts';
import { loadPlugins } from './load-plugins.ts';
import { createPluginDependencies, type PluginDependencies } from './plugin-dependencies.ts';
import type { CascadeOptions, HostedPlugin, LoadOptions, LoadReport, PluginManager, PluginManagerOptions, PluginToLoad } from './plugin-manager.ts';
import { createPluginSlot, type PluginSlot, type ReloadOptions } from './plugin-slot.ts';
import type { PluginSource } from './plugin-source.ts';
import { unloadTogether } from './unload-together.ts';
import { createTasks, type LiveTasks } from './tasks/tasks.ts';
import { createOutgoingWebhooks, type LiveWebhooks } from './webhooks/outgoing-webhooks.ts';

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
  readonly webhooks: LiveWebhooks;
  readonly pages: LivePagePushes;
  readonly #options: PluginManagerOptions;
  readonly #slots = new Map<string, PluginSlot>();
  readonly #dependencies: PluginDependencies;
  readonly #bus: EventBus;
  readonly #logHandlers: LogHandlers;
  readonly #hooks = createManagerHooks();
  readonly #denials: Denial[] = [];
  readonly #work = createPendingWork();
  readonly #activity = createActivity();
  #host: HostEnvironment | undefined;
  readonly #stopListening: (() => void)[] = [];
  #isClosed = false;

  constructor(options: PluginManagerOptions) {
    const { clock = createSystemClock(), onDiagnostic: report } = options;
    const onDiagnostic = (plugin: string, diagnostic: Diagnostic): void => report?.(plugin, diagnostic);
    const { follow } = this.#work;
    this.#options = options;
    this.clock = clock;
    this.#dependencies = createPluginDependencies(this.#slots, options.provides ?? {});
    this.extensions = createExtensions(this.#slots, (name) => this.#find(name));
    const { extensions } = this;
    this.services = completeServices(options.services ?? {}, clock, { extensions, onDiagnostic });
    this.#bus = createEventBus({
      slots: this.#slots,
      extensions,
      clock,
      longestTurnMs: options.limits?.wallMsPerCall ?? DEFAULT_LIMITS.wallMsPerCall,
      follow,
      onDelivery: (delivered) => options.onDelivery?.(delivered),
      onDiagnostic,
    });
    this.#logHandlers = createLogHandlers({ extensions, clock, follow, onDiagnostic });
    this.pages = createPagePushes(clock);
    this.webhooks = createOutgoingWebhooks({ clock, http: this.services.http, storage: this.services.storage.open(WEBHOOK_STORAGE), follow });
    this.tasks = createTasks({
      clock,
      extensions,
      storage: this.services.storage.open(TASK_STORAGE),
      entriesOf: (name) => this.#slots.get(name)?.version.runner.entries ?? [],
      follow,
      onDiagnostic,
    });
  }

  get isolation(): Isolation | undefined {
    return this.#host?.engine.isolation;
  }

  get denials(): readonly Denial[] {
    return this.#denials;
  }

  async initialize(): Promise<void> {
    await this.#start();
  }

  async loadPlugin(source: PluginSource, { config = {}, grants = [], limits = {} }: LoadOptions = {}): Promise<HostedPlugin> {
    const host = await this.#start();
    const { name } = source.manifest;
    const settings = { ...(await readKeptSettings(name, this.services.settings)), ...config };
    const granted = grants === 'all' ? listRequired(source.manifest) : parseGrants(name, listRequested(source.manifest), grants);
    const slot = await createPluginSlot(source, host, { granted, limits, settings, onState: this.#watch(name), onGrants: () => { this.#logHandlers.refresh(); } });
    const loaded = this.#slots.get(name);
    if (loaded !== undefined) fail('PLX4102', { plugin: name, version: loaded.version.source.manifest.version });
    this.#dependencies.checkLoad(source.manifest);
    this.#checkPermissions(source);
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
    if (source !== undefined) {
      this.#dependencies.checkReload(source.manifest);
      this.#checkPermissions(source);
    }
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

  grantPermission(name: string, permission: string): HostedPlugin {
    return this.#decide(name, permission, (slot, known) => { slot.grant(known); });
  }

  revokePermission(name: string, permission: string): HostedPlugin {
    return this.#decide(name, permission, (slot, known) => { slot.revoke(known); });
  }

  async executePlugin(name: string, hook: string, args: readonly BoundaryValue[] = []): Promise<readonly BoundaryValue[]> {
    return this.#find(name).run(hook, args);
  }

  async checkHealth(name: string): Promise<HealthReport> {
    return checkPluginHealth(this.#find(name));
  }

  async runSelfTest(name: string): Promise<SelfTestReport | undefined> {
    return runPluginSelfTest(this.#find(name));
  }

  dispatch(event: HostedEvent, actorId?: string): Promise<DeliveryReport> {
    return this.#bus.dispatch(event, actorId);
  }

  announce(name: string, data: BoundaryValue = null): Promise<boolean> {
    return this.#bus.announce(name, data);
  }

  settled(): Promise<void> {
    return this.#work.settled();
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
    await unloadTogether([...this.#slots.keys()], (name) => this.#dependencies.listBeforeUnload(name, true), (name) => this.#unload(name));
    if (this.#options.services?.analytics === undefined) await this.services.analytics.close?.();
    this.webhooks.close();
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

  #checkPermissions({ manifest }: PluginSource): void {
    checkDefinedPermissions(manifest, [...this.#slots.values()].map(({ version }) => version.source.manifest));
  }

  #decide(name: string, permission: string, apply: (slot: PluginSlot, permission: PermissionName) => void): HostedPlugin {
    const slot = this.#find(name);
    for (const known of parseGrants(name, slot.version.requested, [permission])) apply(slot, known);
    return describePlugin(slot);
  }

  #find(name: string): PluginSlot {
    const slot = this.#slots.get(name);
    if (slot !== undefined) return slot;
    const similar = findSimilar(name, this.#slots.keys());
    return fail('PLX4103', { plugin: name, suggestion: similar === undefined ? '' : `; did you mean "${similar}"?` });
  }

  async #start(): Promise<HostEnvironment> {
    const host = this.#openHost();
    await this.webhooks.resume();
    return host;
  }

  #openHost(): HostEnvironment {
    if (this.#isClosed) fail('PLX4104', {});
    if (this.#host !== undefined) return this.#host;
    this.#host = this.#createHost(this.#options.engine ?? createQuickJsEngine({ isolation: this.#options.isolation ?? 'thread' }));
    const tell = (event: HostedEvent, actorId?: string): void => void this.dispatch(event, actorId);
    this.#stopListening.push(
      this.services.chat.listen(tell),
      this.services.files.listen((event) => { tell(event, event.actorId); }),
      this.services.calls.listen(tell),
    );
    return this.#host;
  }

  #createHost(engine: Engine): HostEnvironment {
    const stopFollowing = this.clock.onMove?.((now) => {
      for (const { version } of this.#slots.values()) version.runner.setNow(now);
    });
    if (stopFollowing !== undefined) this.#stopListening.push(stopFollowing);
    const { clock, services, extensions, tasks, webhooks, pages } = this;
    const { events } = this.#bus;
    const backups = createPluginBackups({
      backups: createBackups(this),
      store: services.backups,
      isEnabled: (name) => this.#slots.get(name)?.version.runner.state === 'enabled',
    });
    const onDenial = (denial: Denial): void => {
      if (this.#denials.push(denial) > DENIALS_KEPT) this.#denials.shift();
      this.#options.onDenial?.(denial);
    };
    const dispatch = (event: HostedEvent, actorId: string): void => void this.dispatch(event, actorId);
    const logHandlers = this.#logHandlers;
    return createHostEnvironment({ engine, services, clock, extensions, tasks, webhooks, pages, events, backups, logHandlers, dispatch, activity: this.#activity, onDenial }, this.#options);
  }

  #watch(name: string): (state: PluginState) => void {
    let before: PluginState = 'unloaded';
    return (state) => {
      const event = nameStateChange(before, state);
      before = state;
      this.tasks.follow(name, state);
      this.#logHandlers.refresh();
      if (event === undefined) return;
      const { version = '' } = this.#slots.get(name)?.version.source.manifest ?? {};
      void this.#bus.events.tell(name, event.replace(':', '.'), { plugin: name, version });
      this.#hooks.tell(event, name, event === 'plugin:failed' ? this.#slots.get(name)?.version.runner.fault : undefined);
    };
  }
}
