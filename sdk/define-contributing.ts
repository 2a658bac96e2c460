import { defineEntry, type AbstractPluginClass, type LifecycleFunctions, type PluginClass } from './define-entry.ts';
import type { Plugin } from './plugin.ts';

/** A plugin that is what it contributes, as an object. */
export interface ContributingDefinition extends LifecycleFunctions {
  /** Adds background tasks, event handlers and the like; runs once, when the plugin is made. */
  readonly setUp?: (plugin: Plugin) => void;
}

/** Makes the class that a definition stands for. */
export function defineContributing(base: AbstractPluginClass, { setUp, ...hooks }: ContributingDefinition, fields: Readonly<Record<string, unknown>> = {}): PluginClass {
  return class extends defineEntry(base, hooks, fields) {
    constructor() {
      super();
      setUp?.(this);
    }
  };
}
