import { createBoundary, type Boundary } from './boundary.ts';
import { getRuntime } from './call-host.ts';
import { CONTRIBUTIONS, type Contribution } from './contribution.ts';
import type { PluginClass } from './define-entry.ts';
import { toJson } from './json.ts';
import type { Hook } from './kind.ts';
import { LIFECYCLE_HOOKS, Plugin } from './plugin.ts';
import type { RuntimeEntry } from './runtime-interface.ts';

/** The hook by which a host runs a contribution that has code. */
const RUN_CONTRIBUTION = 'runContribution';

/** One entry point, as the first script of a bundle hands it over. */
export interface EntryPoint {
  /** As the manifest names it: `src/index.ts`, or `src/index.ts:Weather`. */
  readonly entry: string;
  /** The kind that the manifest gives it, for example `message-processor`. */
  readonly kind: string;
  /** What the module exports there. */
  readonly plugin: unknown;
}

/**
 * Makes one plugin object per entry point and registers them with the sandbox.
 *
 * Called by bundles only. Their first script is this, with one import and one element per entry point, in the order
 * of the manifest:
 *
 * ```ts
 * import { "default" as entry0 } from "./src/index.ts";
 * import { "Echo" as entry1 } from "./src/echo.ts";
 * import { registerEntries } from "plexi-plugin/sdk";
 *
 * registerEntries([
 *   { entry: "src/index.ts", kind: "message-processor", plugin: entry0 },
 *   { entry: "src/echo.ts:Echo", kind: "message-processor", plugin: entry1 },
 * ]);
 * ```
 *
 * It comes from the same module as the classes that authors extend, so that there is one copy of them in a bundle.
 *
 * @param entries - The entry points.
 * @throws TypeError when an entry point is no plugin of its kind; the message says what it is instead.
 * @internal
 */
export function registerEntries(entries: readonly EntryPoint[]): void {
  const boundary = createBoundary();
  getRuntime('registerEntries').register([...entries.map((entry) => createEntry(entry, boundary)), boundary.entry]);
}

/** An entry point is not what the manifest says; the host tells it by its name from what the plugin's own code throws. */
class EntryPointError extends TypeError {
  override readonly name = 'EntryPointError';
}

function createEntry({ entry, kind, plugin: exported }: EntryPoint, boundary: Boundary): RuntimeEntry {
  const plugin = new (checkClass(entry, kind, exported))();
  const contributions = listContributions(plugin);
  const hooks = findHooks(plugin, entry, contributions);
  return {
    entry,
    kind,
    hooks: [...hooks.keys()],
    contributions: contributions.map(({ type, name, options }) => ({ type, name, options: toJson(options, `the options of ${type} "${name}"`) })),
    invoke(name, args, attach) {
      const hook = hooks.get(name);
      if (hook === undefined) return Promise.reject(new TypeError(`${entry} has no hook "${name}"`));
      return boundary.run(hook, args, `${name} of ${entry}`, attach);
    },
  };
}

function listContributions(plugin: Plugin): readonly Contribution[] {
  const { kind } = plugin.constructor as PluginClass;
  return [...(kind.contributions?.(plugin) ?? []), ...plugin[CONTRIBUTIONS]];
}

function checkClass(entry: string, kind: string, exported: unknown): PluginClass {
  if (!isPluginClass(exported)) throw new EntryPointError(`${entry} must be a ${kind}, but it is ${describe(exported)}`);
  if (exported.kind.name === kind) return exported;
  throw new EntryPointError(`the manifest calls ${entry} a ${kind}, but its class is a ${exported.kind.name}`);
}

// `Plugin` itself and classes right below it have no kind.
function isPluginClass(value: unknown): value is PluginClass {
  return typeof value === 'function' && value.prototype instanceof Plugin && 'kind' in value;
}

function describe(value: unknown): string {
  if (value instanceof Plugin) return 'an object made from a plugin class; export the class itself';
  if (typeof value === 'function') return 'a function or class that extends no kind of plugin, such as MessageProcessor';
  if (typeof value === 'object' && value !== null) return 'a plain object; wrap it in a function such as defineMessageProcessor';
  return value === null || value === undefined ? String(value) : `a ${typeof value}`;
}

function findHooks(plugin: Plugin, entry: string, contributions: readonly Contribution[]): ReadonlyMap<string, Hook> {
  const { kind } = plugin.constructor as PluginClass;
  const known = [...LIFECYCLE_HOOKS, ...kind.hooks];
  const hooks = new Map<string, Hook>();
  for (const name of known) {
    const hook = (plugin as unknown as Record<string, unknown>)[name];
    if (typeof hook !== 'function') continue;
    const run: Hook = (...args) => Reflect.apply(hook as Hook, plugin, args);
    hooks.set(name, kind.adaptHook?.(name, run) ?? run);
  }
  if (plugin[CONTRIBUTIONS].length > 0) hooks.set(RUN_CONTRIBUTION, (type, name, ...args) => runContribution(plugin, type, name, args));
  if (hooks.size > 0 || contributions.length > 0) return hooks;
  throw new EntryPointError(`${entry} implements no hook; a ${kind.name} may have ${known.join(', ')}`);
}

function runContribution(plugin: Plugin, type: unknown, name: unknown, args: readonly unknown[]): unknown {
  const contribution = plugin[CONTRIBUTIONS].find((each) => each.type === type && each.name === name);
  if (contribution === undefined) throw new TypeError(`there is no ${String(type)} "${String(name)}"`);
  return contribution.run(...args);
}
