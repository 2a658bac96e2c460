import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { PluginState } from './lifecycle.ts';

/** What a hook of the host can be registered for. */
export type ManagerEvent = 'plugin:loaded' | 'plugin:enabled' | 'plugin:disabled' | 'plugin:unloaded' | 'plugin:failed';

/** Takes the name of a plugin to which something happened, and the fault where there is one. */
export type ManagerHook = (plugin: string, fault?: Diagnostic) => void;

/** The hooks of a host. */
export interface ManagerHooks {
  /** @returns A function that takes the hook off again. */
  register(event: ManagerEvent, hook: ManagerHook): () => void;
  tell(event: ManagerEvent, plugin: string, fault?: Diagnostic): void;
}

/** Makes an empty set of hooks. */
export function createManagerHooks(): ManagerHooks {
  const hooks = new Map<ManagerEvent, Set<ManagerHook>>();
  return {
    register(event, hook) {
      const registered = hooks.get(event) ?? new Set();
      hooks.set(event, registered.add(hook));
      return () => { registered.delete(hook); };
    },
    tell(event, plugin, fault) {
      for (const hook of hooks.get(event) ?? []) hook(plugin, fault);
    },
  };
}

/** What going from one state to another means to those outside; most steps mean nothing to them. */
export function nameStateChange(before: PluginState, after: PluginState): ManagerEvent | undefined {
  if (after === 'enabled') return 'plugin:enabled';
  if (after === 'failed') return 'plugin:failed';
  if (after === 'unloaded') return 'plugin:unloaded';
  if (before === 'loading' && after === 'loaded') return 'plugin:loaded';
  return before === 'disabling' && after === 'loaded' ? 'plugin:disabled' : undefined;
}
