import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, fail } from '../core/diagnostics/plexi-error.ts';
import type { PluginLimits } from '../core/limits/plugin-limits.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import type { Invoke } from './boundary.ts';
import { createLock } from './create-lock.ts';
import { deliverEvent } from './deliver-event.ts';
import { createDeliveryQueue } from './delivery-queue.ts';
import type { Delivery, HostedEvent } from './delivery.ts';
import { judgeHookFailure } from './hook-failures.ts';
import type { HostEnvironment } from './host-environment.ts';
import type { PluginState } from './lifecycle.ts';
import { createOpenCalls } from './open-calls.ts';
import { readKeptSettings } from './plugin-config.ts';
import type { SettingsValues } from './services/settings.ts';
import type { HandedState } from './plugin-runner.ts';
import type { PluginSource } from './plugin-source.ts';
import { createPluginVersion, type PluginVersion, type VersionOptions } from './plugin-version.ts';
import { within } from './within.ts';

/** The place of one plugin in a host: its events and grants outlive the version that is running. */
export interface PluginSlot {
  readonly version: PluginVersion;
  load(): Promise<void>;
  enable(): Promise<void>;
  disable(): Promise<void>;
  /** Disables it first where it is enabled. */
  unload(): Promise<void>;
  /** Puts another version in its place while events wait; when that does not start, the old one comes back. */
  reload(source: PluginSource, options: ReloadOptions): Promise<void>;
  updateConfig(changes: SettingsValues): Promise<void>;
  /** Lets the plugin do what its manifest asks for, from its next call on, and also after a reload. */
  grant(permission: PermissionName): void;
  /** Takes a permission from the plugin, from its next call on, and also after a reload. */
  revoke(permission: PermissionName): void;
  /** Runs a hook on every entry point that has it; waits while the plugin is being reloaded. */
  readonly run: (hook: string, args: readonly BoundaryValue[]) => Promise<readonly BoundaryValue[]>;
  /** Runs one hook of one entry point, for an extension point; waits while the plugin is being reloaded. */
  invoke: Invoke;
  /** Brings an event to every entry point that hears such events; nothing when the plugin is not enabled. */
  deliver(event: HostedEvent, turn?: Promise<unknown>): Promise<readonly Delivery[]>;
}

/** How a plugin is reloaded. */
export interface ReloadOptions {
  /**
   * How long, in milliseconds, what is under way may take to come to its end; default: as long as one call may take. Then
   * events are delivered again to the new version, and calls fail.
   */
  readonly drainMs?: number;
}

/** What making a slot takes. */
export interface SlotOptions {
  readonly granted: ReadonlySet<PermissionName>;
  /** How much it may use, whatever it asks for; default: what follows from its manifest and its host. */
  readonly limits: Partial<PluginLimits>;
  readonly settings: SettingsValues;
  readonly onState: (state: PluginState) => void;
  /** Told whenever a permission was granted or taken away while the plugin runs. */
  readonly onGrants: () => void;
}

// More would not make one interpreter faster, only let one slow channel hold up fewer others.
const LANES_AT_ONCE = 16;

// In every other state `onLoad` is still to come, and reads the settings as they are then.
const RUNNING: ReadonlySet<PluginState> = new Set(['loaded', 'enabling', 'enabled', 'disabling']);

/** Makes the slot of a plugin; nothing runs yet. */
export async function createPluginSlot(source: PluginSource, host: HostEnvironment, options: SlotOptions): Promise<PluginSlot> {
  const { name } = source.manifest;
  const lock = createLock();
  const queue = createDeliveryQueue<Diagnostic>(LANES_AT_ONCE);
  const calls = createOpenCalls();
  const granted = new Set(options.granted);
  let isOpen = false;
  let isLeaving = false;
  const versionOptions: VersionOptions = {
    ...options,
    granted,
    grant,
    begin: (hook) => calls.begin(hook),
    onState(state) {
      // Whoever hears that it is enabled may use it.
      if (state === 'enabled') isOpen = true;
      options.onState(state);
    },
  };
  let version = await createPluginVersion(source, host, versionOptions);
  // Which hooks hear an event is known only once the version is there that will run them.
  let reloading: Promise<unknown> = Promise.resolve();

  function grant(permission: PermissionName): void {
    granted.add(permission);
    version.grant(permission);
    options.onGrants();
  }

  async function enable(): Promise<void> {
    await version.runner.enable();
    queue.resume();
  }

  async function closeQueue(): Promise<void> {
    isOpen = false;
    const paused = queue.pause();
    queue.drop(createDiagnostic('PLX4113', { plugin: name }));
    // What is under way then waits for a restart that may take long: the end of the plugin ends it.
    if (version.runner.state !== 'restarting') await paused;
  }

  async function disable(): Promise<void> {
    await closeQueue();
    await version.runner.disable();
  }

  async function unload(): Promise<void> {
    await closeQueue();
    await version.runner.unload();
  }

  async function createVersion(next: PluginSource): Promise<PluginVersion> {
    return createPluginVersion(next, host, { ...versionOptions, settings: await readKeptSettings(name, host.services.settings) });
  }

  async function replace(next: PluginSource, isEnabled: boolean, handed: HandedState): Promise<void> {
    version = await createVersion(next);
    // What somebody has decided while it was made.
    for (const permission of version.requested) if (granted.has(permission)) version.grant(permission); else version.revoke(permission);
    isLeaving = false;
    await version.runner.load(handed);
    if (isEnabled) await version.runner.enable();
  }

  async function bringBack(old: PluginSource, isEnabled: boolean, handed: HandedState): Promise<void> {
    try {
      if (version.runner.state === 'loaded') await version.runner.unload();
      await replace(old, isEnabled, handed);
    } catch (error) {
      host.onDiagnostic(name, judgeHookFailure(error).failure);
    }
  }

  // Lets come to its end what was begun. What waits for a restart, nobody knows for how long, is not waited for.
  async function drain(drainMs: number): Promise<void> {
    const idle = Promise.all([queue.pause(), calls.idle()]);
    if (!RUNNING.has(version.runner.state) || (await within(drainMs, idle))) return;
    const hooks = calls.names.join(', ') || 'events';
    host.onDiagnostic(name, createDiagnostic('PLX4157', { plugin: name, limit: drainMs, hooks }));
  }

  async function swap(next: PluginSource, old: PluginVersion): Promise<void> {
    const isEnabled = old.runner.isWanted;
    const handed = RUNNING.has(old.runner.state) ? await old.runner.exportState() : new Map<string, BoundaryValue>();
    isLeaving = true;
    try {
      await old.runner.unload();
      // Made once more: the old version may have changed its settings as it went.
      await replace(next, isEnabled, handed);
    } catch (error) {
      await bringBack(old.source, isEnabled, handed);
      throw error;
    } finally {
      isLeaving = false;
    }
  }

  async function reload(next: PluginSource, { drainMs = version.limits.wallMsPerCall }: ReloadOptions): Promise<void> {
    // What can be known to fail fails before the old version is touched.
    await createVersion(next);
    try {
      await drain(drainMs);
      await swap(next, version);
    } finally {
      queue.resume();
    }
  }

  return {
    get version() {
      return version;
    },
    load: () => lock(() => version.runner.load()),
    enable: () => lock(enable),
    disable: () => lock(disable),
    unload: () => lock(unload),
    reload: (next, how) => lock(() => {
      const result = reload(next, how);
      reloading = result.catch(() => undefined);
      return result;
    }),
    updateConfig: (changes) => lock(async () => {
      const change = await version.config.update(changes);
      if (change !== undefined && RUNNING.has(version.runner.state)) await runHook(version, 'onConfigChanged', [change as unknown as BoundaryValue]);
    }),
    grant,
    revoke(permission) {
      granted.delete(permission);
      version.revoke(permission);
      options.onGrants();
    },
    async run(hook, args) {
      await reloading;
      const end = calls.begin(hook);
      try {
        return await runHook(version, hook, args);
      } finally {
        end();
      }
    },
    async invoke(entry, hook, args, wallMs) {
      await reloading;
      if (!isOpen) fail('PLX4113', { plugin: name });
      return version.invoke(entry, hook, args, wallMs);
    },
    async deliver(event, turn) {
      await reloading;
      if (!isOpen) return [];
      return deliverEvent(event, { version: () => version, queue, isLeaving: () => isLeaving, onDenial: host.onDenial }, turn);
    },
  };
}

async function runHook({ runner }: PluginVersion, hook: string, args: readonly BoundaryValue[]): Promise<readonly BoundaryValue[]> {
  const entries = runner.entries.filter(({ hooks }) => hooks.includes(hook));
  return Promise.all(entries.map(({ entry }) => runner.invoke(entry, hook, args)));
}
