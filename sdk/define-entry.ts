import type { Kind } from './kind.ts';
import { LIFECYCLE_HOOKS, type LifecycleHooks, type Plugin, type PluginContext } from './plugin.ts';

/** Hooks as functions that get the capabilities as their last argument instead of as `this`. */
export type HookFunctions<Hooks> = {
  readonly [Name in keyof Hooks]?: Hooks[Name] extends (...args: infer Args) => infer Result
    ? (...args: [...Args, context: PluginContext]) => Result
    : never;
};

/** The lifecycle hooks as functions, and what stands for the constructor of a class. */
export interface LifecycleFunctions extends HookFunctions<LifecycleHooks> {
  /**
   * Runs once, when the plugin is made: adds background tasks, event handlers, middleware and the like, as a class does in
   * its constructor or with decorators.
   */
  readonly setUp?: (plugin: Plugin) => void;
}

/** A class of plugins that can be made. */
export type PluginClass = (new () => Plugin) & { readonly kind: Kind };

/** A class of plugins, as authors extend it. */
export type AbstractPluginClass = (abstract new () => Plugin) & { readonly kind: Kind };

/**
 * Makes the class that hooks written as functions stand for, so that hosts see one form of plugin only.
 *
 * @param fields - What the kind reads from its plugins besides hooks, for example the actions of a tool.
 */
export function defineEntry(base: AbstractPluginClass, { setUp, ...hooks }: Pick<LifecycleFunctions, 'setUp'>, fields: Readonly<Record<string, unknown>> = {}): PluginClass {
  const known: readonly string[] = [...LIFECYCLE_HOOKS, ...base.kind.hooks];
  if (setUp !== undefined && typeof setUp !== 'function') throw new TypeError(`setUp is no function but ${typeof setUp}`);
  class Defined extends base {
    constructor() {
      super();
      setUp?.(this);
    }
  }
  Object.assign(Defined.prototype, fields);
  for (const [name, hook] of Object.entries<unknown>(hooks)) {
    if (!known.includes(name)) throw new TypeError(`${base.kind.name} has no hook "${name}"; its hooks are ${known.join(', ')}`);
    if (typeof hook !== 'function') throw new TypeError(`the hook "${name}" is no function but ${typeof hook}`);
    Object.defineProperty(Defined.prototype, name, {
      value(this: Plugin, ...args: readonly unknown[]): unknown {
        return Reflect.apply(hook, undefined, [...args, this]);
      },
    });
  }
  return Defined;
}
