import type { AnnouncedEvent } from '../capabilities/events.ts';
import { addBackgroundTask, type TaskOptions, type TaskRun } from '../decorators/background-task.ts';
import { addEventHandler } from '../decorators/on-event.ts';
import { defineEntry, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type Awaitable, type PluginContext } from '../plugin.ts';
import type { MessageEvent } from './message-processor.ts';

/** Runs when somebody writes a message of a pattern. Needs the permission `messages.read`. */
export interface MessageRule {
  readonly message: RegExp;
  readonly event?: undefined;
  readonly schedule?: undefined;
  run(event: MessageEvent<'message.received'>, context: PluginContext): Awaitable<void>;
}

/** Runs when something happens: `plugin.enabled`, `host.started`, `weather:changed`. */
export interface EventRule {
  readonly event: 'plugin.loaded' | 'plugin.enabled' | 'plugin.disabled' | 'plugin.unloaded' | 'plugin.failed' | `host.${string}` | `${string}:${string}`;
  readonly message?: undefined;
  readonly schedule?: undefined;
  run(event: AnnouncedEvent, context: PluginContext): Awaitable<void>;
}

/** Runs every so often, or by a cron expression. */
export interface ScheduleRule {
  readonly schedule: TaskOptions;
  readonly message?: undefined;
  readonly event?: undefined;
  run(run: TaskRun, context: PluginContext): Awaitable<void>;
}

/** One thing that a plugin does by itself: when, and what. */
export type AutomationRule = MessageRule | EventRule | ScheduleRule;

/** The rules of a plugin, by name. */
export interface AutomationRules {
  readonly [name: string]: AutomationRule;
}

const KIND: Kind = {
  name: 'automation',
  hooks: [],
  contributions(plugin) {
    for (const [name, rule] of Object.entries((plugin as Plugin & Pick<AutomationPlugin, 'rules'>).rules)) addRule(plugin, name, rule);
    return [];
  },
};

function addRule(plugin: Plugin, name: string, rule: AutomationRule): void {
  if (rule.schedule !== undefined) addBackgroundTask(plugin, name, rule.schedule, (run) => rule.run(run, plugin));
  else if (rule.event !== undefined) addEventHandler(plugin, rule.event, (event) => rule.run(event as AnnouncedEvent, plugin));
  else {
    addEventHandler(plugin, 'message.received', async (event) => {
      // `search` begins at the start, whatever the pattern remembers of the last message.
      if (event.message.content.search(rule.message) >= 0) await rule.run(event, plugin);
    });
  }
}

/**
 * A plugin that does things by itself: by what people write, by what happens, or by the clock.
 *
 * @example
 * ```ts
 * import { AutomationPlugin, type AutomationRules } from 'plexi-plugin/sdk';
 *
 * export default class Standup extends AutomationPlugin {
 *   override readonly rules: AutomationRules = {
 *     remind: {
 *       schedule: { cron: '0 9 * * 1-5', timeZone: 'Europe/Oslo' },
 *       run: async () => void (await this.messages.send({ channelId: 'general', content: 'Stand-up!' })),
 *     },
 *     thank: {
 *       message: /\bthanks\b/i,
 *       run: async ({ message }) => void (await this.messages.reply(message, 'You are welcome.')),
 *     },
 *   };
 * }
 * ```
 */
export abstract class AutomationPlugin extends Plugin {
  static readonly kind: Kind = KIND;

  /** What it does, and when: read once, when the plugin is made. */
  abstract readonly rules: AutomationRules;
}

/** An automation as an object: its rules, and hooks of the lifecycle. */
export interface AutomationDefinition extends LifecycleFunctions {
  readonly rules: AutomationRules;
}

/**
 * Makes an automation from rules: the same as a class that extends {@link AutomationPlugin}.
 *
 * @param definition - The rules, and hooks of the lifecycle.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of automations, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineAutomation } from 'plexi-plugin/sdk';
 *
 * export const Welcome = defineAutomation({
 *   rules: {
 *     welcome: { event: 'plugin.enabled', run: (event, { logger }) => { logger.info('somebody is there', { event: event.id }); } },
 *   },
 * });
 * ```
 */
export function defineAutomation({ rules, ...hooks }: AutomationDefinition): PluginClass {
  return defineEntry(AutomationPlugin, hooks, { rules });
}
