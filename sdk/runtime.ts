import { getRuntime } from './call-host.ts';
import type { PluginClass } from './define-entry.ts';
import { toJson } from './json.ts';
import { LIFECYCLE_HOOKS, Plugin } from './plugin.ts';
import type { JsonValue, RuntimeEntry } from './runtime-interface.ts';

/** One entry point, as the bundle's own entry module hands it over. */
export interface EntryModule {
  /** As the manifest names it: `src/index.ts`, or `src/index.ts:Weather`. */
  readonly entry: string;
  /** The kind that the manifest gives it, for example `message-processor`. */
  readonly kind: string;
  /** `default`, or the name after the colon. */
  readonly exportName: string;
  /** The namespace object of the module. */
  readonly module: object;
}

/**
 * Makes one plugin object per entry point and registers them with the sandbox.
 *
 * Called by bundles only. The bundler's entry module is exactly this, with one import and one element per entry point,
 * in the order of the manifest:
 *
 * ```ts
 * import { registerEntries } from 'plexi-plugin/sdk';
 * import * as entry0 from './src/index.ts';
 * import * as entry1 from './src/echo.ts';
 *
 * registerEntries([
 *   { entry: 'src/index.ts', kind: 'message-processor', exportName: 'default', module: entry0 },
 *   { entry: 'src/echo.ts:Echo', kind: 'message-processor', exportName: 'Echo', module: entry1 },
 * ]);
 * ```
 *
 * It comes from the same module as the classes that authors extend, so that there is one copy of them in a bundle.
 *
 * @param entries - The entry points.
 * @throws TypeError when an entry point does not export a plugin of its kind; the message says what it exports.
 * @internal
 */
export function registerEntries(entries: readonly EntryModule[]): void {
  getRuntime('registerEntries').register(entries.map(createEntry));
}

function createEntry({ entry, kind, exportName, module }: EntryModule): RuntimeEntry {
  const plugin = new (findClass(entry, kind, exportName, module))();
  const hooks = findHooks(plugin, entry);
  return {
    entry,
    kind,
    hooks: [...hooks.keys()],
    async invoke(name, args) {
      const hook = hooks.get(name);
      if (hook === undefined) throw new TypeError(`${entry} has no hook "${name}"`);
      const result: unknown = await Reflect.apply(hook, plugin, args);
      return result === undefined ? undefined : toJson(result, `what ${name} of ${entry} returned`);
    },
  };
}

function findClass(entry: string, kind: string, exportName: string, module: object): PluginClass {
  const exported: unknown = Object.hasOwn(module, exportName) ? (module as Record<string, unknown>)[exportName] : undefined;
  if (!isPluginClass(exported)) {
    const names = Object.keys(module);
    const others = names.length === 0 ? 'it exports nothing' : `its exports are ${names.join(', ')}`;
    throw new TypeError(`${entry} must export a ${kind} as ${exportName}, but that is ${describe(exported)}; ${others}`);
  }
  if (exported.kind.name !== kind) {
    throw new TypeError(`the manifest calls ${entry} a ${kind}, but its class is a ${exported.kind.name}`);
  }
  return exported;
}

function isPluginClass(value: unknown): value is PluginClass {
  return typeof value === 'function' && value.prototype instanceof Plugin;
}

function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value instanceof Plugin) return 'an object made from a plugin class: export the class itself';
  if (typeof value === 'function') return 'a function or class that extends no plugin class of plexi-plugin/sdk';
  return value === null ? 'null' : `a value of type ${typeof value}`;
}

type Hook = (...args: JsonValue[]) => unknown;

function findHooks(plugin: Plugin, entry: string): ReadonlyMap<string, Hook> {
  const { kind } = plugin.constructor as PluginClass;
  const known = [...LIFECYCLE_HOOKS, ...kind.hooks];
  const hooks = new Map<string, Hook>();
  for (const name of known) {
    const hook = (plugin as unknown as Record<string, unknown>)[name];
    if (typeof hook === 'function') hooks.set(name, hook as Hook);
  }
  if (hooks.size === 0) throw new TypeError(`${entry} implements no hook; a ${kind.name} may have ${known.join(', ')}`);
  return hooks;
}
