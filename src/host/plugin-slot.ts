import type { JsonValue } from '../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, fail } from '../core/diagnostics/plexi-error.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import type { Invoke } from './boundary.ts';
import { createLock } from './create-lock.ts';
import { deliverEvent } from './deliver-event.ts';
import { createDeliveryQueue } from './delivery-queue.ts';
import type { Delivery, HostedEvent } from './delivery.ts';
import { judgeHookFailure } from './hook-failures.ts';
import type { HostEnvironment } from './host-environment.ts';
import type { PluginState } from './lifecycle.ts';
import type { SettingsValues } from './plugin-config.ts';
import type { PluginSource } from './plugin-source.ts';
import { createPluginVersion, type PluginVersion, type VersionOptions } from './plugin-version.ts';

/** The place of one plugin in a host: its events and grants outlive the version that is running. */
export interface PluginSlot {
  readonly version: PluginVersion;
  load(): Promise<void>;
  enable(): Promise<void>;
  disable(): Promise<void>;
  /** Disables it first where it is enabled. */
  unload(): Promise<void>;
  /** Puts another version in its place while events wait; when that does not start, the old one comes back. */
  reload(source: PluginSource): Promise<void>;
  updateConfig(changes: SettingsValues): Promise<void>;
  /** Runs a hook on every entry point that has it. */
  run(hook: string, args: readonly JsonValue[]): Promise<readonly JsonValue[]>;
  /** Runs one hook of one entry point, for an extension point; waits while the plugin is being reloaded. */
  invoke: Invoke;
  /** Brings an event to every entry point that hears such events; nothing when the plugin is not enabled. */
  deliver(event: HostedEvent): Promise<readonly Delivery[]>;
}

/** What making a slot takes. */
export interface SlotOptions {
  readonly granted: ReadonlySet<PermissionName>;
  readonly settings: SettingsValues;
  readonly onState: (state: PluginState) => void;
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
  let isOpen = false;
  const versionOptions: VersionOptions = {
    ...options,
    onState(state) {
      // Whoever hears that it is enabled may use it.
      if (state === 'enabled') isOpen = true;
      options.onState(state);
    },
  };
  let version = await createPluginVersion(source, host, versionOptions);
  // Which hooks hear an event is known only once the version is there that will run them.
  let reloading: Promise<unknown> = Promise.resolve();

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
    return createPluginVersion(next, host, { ...versionOptions, settings: await host.services.settings.read(name) });
  }

  async function replace(next: PluginSource, isEnabled: boolean): Promise<void> {
    version = await createVersion(next);
    await version.runner.load();
    if (isEnabled) await version.runner.enable();
  }

  async function bringBack(old: PluginSource, isEnabled: boolean): Promise<void> {
    try {
      if (version.runner.state === 'loaded') await version.runner.unload();
      await replace(old, isEnabled);
    } catch (error) {
      host.onDiagnostic(name, judgeHookFailure(error).failure);
    }
  }

  async function reload(next: PluginSource): Promise<void> {
    const old = version;
    const wasEnabled = old.runner.isWanted;
    // What can be known to fail fails before the old version is touched.
    await createVersion(next);
    await queue.pause();
    try {
      await old.runner.unload();
      // Made once more: the old version may have changed its settings as it went.
      await replace(next, wasEnabled);
    } catch (error) {
      await bringBack(old.source, wasEnabled);
      throw error;
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
    reload: (next) => lock(() => {
      const result = reload(next);
      reloading = result.catch(() => undefined);
      return result;
    }),
    updateConfig: (changes) => lock(async () => {
      const change = await version.config.update(changes);
      if (change !== undefined && RUNNING.has(version.runner.state)) await runHook(version, 'onConfigChanged', [change as unknown as JsonValue]);
    }),
    run: (hook, args) => runHook(version, hook, args),
    async invoke(entry, hook, args, wallMs) {
      await reloading;
      if (!isOpen) fail('PLX4113', { plugin: name });
      return version.invoke(entry, hook, args, wallMs);
    },
    async deliver(event) {
      await reloading;
      if (!isOpen) return [];
      return deliverEvent(event, { version: () => version, queue, onDenial: host.onDenial });
    },
  };
}

async function runHook({ runner }: PluginVersion, hook: string, args: readonly JsonValue[]): Promise<readonly JsonValue[]> {
  const entries = runner.entries.filter(({ hooks }) => hooks.includes(hook));
  return Promise.all(entries.map(({ entry }) => runner.invoke(entry, hook, args)));
}
