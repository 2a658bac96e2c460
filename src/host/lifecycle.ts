import { fail } from '../core/diagnostics/plexi-error.ts';

/** What happens to a plugin. Verbs are what its host does, participles what became of it. */
export type PluginAction =
  | 'load'
  | 'loaded'
  | 'enable'
  | 'enabled'
  | 'refused'
  | 'disable'
  | 'disabled'
  | 'crashed'
  | 'restarted'
  | 'gaveUp'
  | 'unload'
  | 'unloaded';

/** The life of a plugin: from each state, what may happen, and the state that follows. */
export const LIFECYCLE = {
  unloaded: { load: 'loading' },
  loading: { loaded: 'loaded', gaveUp: 'failed' },
  loaded: { enable: 'enabling', unload: 'unloading', crashed: 'restarting' },
  enabling: { enabled: 'enabled', refused: 'loaded', crashed: 'restarting' },
  enabled: { disable: 'disabling', crashed: 'restarting' },
  disabling: { disabled: 'loaded', crashed: 'restarting' },
  restarting: { restarted: 'loaded', gaveUp: 'failed', unload: 'unloading' },
  unloading: { unloaded: 'unloaded' },
  failed: { unload: 'unloading' },
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<PluginAction, string>>>>>;

/**
 * Where a plugin is in its life. `loaded`: its code runs, and it hears nothing. `enabled`: it hears events.
 * `restarting`: it broke down, and events wait until it is back. `failed`: it broke down too often.
 */
export type PluginState = keyof typeof LIFECYCLE;

/**
 * The state that follows.
 *
 * @throws {@link PlexiError} `PLX4101` when this cannot happen in this state.
 */
export function nextState(plugin: string, state: PluginState, action: PluginAction): PluginState {
  const next = (LIFECYCLE[state] as Readonly<Partial<Record<PluginAction, PluginState>>>)[action];
  if (next === undefined) fail('PLX4101', { plugin, action, state, actions: Object.keys(LIFECYCLE[state]).join(', ') });
  return next;
}

/** Whether something can happen in a state. */
export function allows(state: PluginState, action: PluginAction): boolean {
  return Object.hasOwn(LIFECYCLE[state], action);
}
