import { defineEntry, type LifecycleFunctions, type PluginClass } from '../define-entry.ts';
import type { FromSchema, ObjectSchema } from '../json-schema.ts';
import type { Kind } from '../kind.ts';
import { Plugin, type PluginContext } from '../plugin.ts';
import type { JsonValue } from '../runtime-interface.ts';
import type { AbortSignalLike } from '../web/abort-controller.ts';

/** One thing that a tool can do. */
export interface ToolAction {
  /** What it does and when it is of use: a model decides by it. */
  readonly description: string;
  /** What it takes; nothing when absent. The host checks parameters against it and fills in defaults. */
  readonly parameters?: ObjectSchema;
  /** Whether what it does cannot be undone: hosts ask a person first. */
  readonly dangerous?: boolean;
}

/** The actions of a tool, by name: letters, digits, `_` and `-`. */
export interface ToolActions {
  readonly [name: string]: ToolAction;
}

/** Who runs an action, and whether it is still wanted. */
export interface ToolRun {
  /** Is aborted when nobody waits for the result any more. */
  readonly signal: AbortSignalLike;
  /** For whom the action runs, where it runs for somebody. */
  readonly userId?: string;
}

/** What an action takes, as a type. */
export type ToolParameters<Action extends ToolAction> = Action extends { readonly parameters: infer Schema } ? FromSchema<Schema> : Readonly<Record<string, JsonValue>>;

/** The arguments of {@link Tool.execute}: the name of an action tells what its parameters are. */
export type ToolArguments<Actions extends ToolActions = ToolActions> = {
  readonly [Name in keyof Actions & string]: [action: Name, parameters: ToolParameters<Actions[Name]>, run: ToolRun];
}[keyof Actions & string];

/** An action with the function that runs it; see {@link defineAction}. */
export interface RunnableAction<Schema extends ObjectSchema = ObjectSchema> extends ToolAction {
  readonly parameters?: Schema;
  /**
   * Runs the action.
   *
   * @param parameters - As the schema describes them.
   * @param run - Who runs it.
   * @param context - The plugin's capabilities.
   * @returns Any JSON.
   */
  run(parameters: FromSchema<Schema>, run: ToolRun, context: PluginContext): unknown;
}

const KIND: Kind = {
  name: 'tool',
  hooks: ['execute'],
  contributions: (plugin) =>
    Object.entries((plugin as Plugin & Pick<Tool, 'actions'>).actions).map(([name, { description, parameters = NO_PARAMETERS, dangerous = false }]) => ({
      type: 'action',
      name,
      options: { description, parameters: parameters as object as JsonValue, dangerous },
    })),
};

const NO_PARAMETERS: ObjectSchema = { type: 'object', properties: {}, additionalProperties: false };

/**
 * A plugin with actions that an AI model or a person can run.
 *
 * The host checks parameters before `execute` sees them; what `execute` returns must be JSON.
 *
 * @example
 * ```ts
 * import { Tool, type ToolArguments } from 'plexi-plugin/sdk';
 *
 * const ACTIONS = {
 *   add: {
 *     description: 'Adds two numbers.',
 *     parameters: { type: 'object', properties: { a: { type: 'number' }, b: { type: 'number' } }, required: ['a', 'b'] },
 *   },
 *   roll: {
 *     description: 'Rolls a die.',
 *     parameters: { type: 'object', properties: { sides: { type: 'integer', minimum: 2, default: 6 } } },
 *   },
 * } as const;
 *
 * export default class Calculator extends Tool<typeof ACTIONS> {
 *   override readonly actions = ACTIONS;
 *
 *   override execute(...[action, parameters]: ToolArguments<typeof ACTIONS>): number {
 *     if (action === 'add') return parameters.a + parameters.b;
 *     return 1 + Math.floor(Math.random() * parameters.sides);
 *   }
 * }
 * ```
 */
export abstract class Tool<Actions extends ToolActions = ToolActions> extends Plugin {
  static readonly kind: Kind = KIND;

  /** What the tool can do: read once, when the plugin is made. */
  abstract readonly actions: Actions;

  /**
   * Runs one action. Unless it is overridden, the action's own function does; see {@link defineAction}.
   *
   * @param call - The action's name, its parameters as its schema describes them, and who runs it.
   * @returns Any JSON.
   * @throws TypeError when the action has no function of its own.
   */
  execute(...call: ToolArguments<Actions>): unknown;
  execute(name: string, parameters: unknown, run: ToolRun): unknown {
    const action = this.actions[name] as Partial<RunnableAction> | undefined;
    if (action?.run === undefined) throw new TypeError(`the action "${name}" has no function: write "execute", or make it with defineAction`);
    return action.run(parameters as never, run, this);
  }
}

/**
 * Types one action with the function that runs it, and returns it unchanged: what the function gets follows from the
 * schema.
 *
 * @param action - The action.
 * @returns The same action.
 *
 * @example
 * ```ts
 * import { defineAction, Tool } from 'plexi-plugin/sdk';
 *
 * export default class Clock extends Tool {
 *   override readonly actions = {
 *     now: defineAction({
 *       description: 'Tells the time in a zone.',
 *       parameters: { type: 'object', properties: { offset: { type: 'integer', minimum: -12, maximum: 14, default: 0 } } },
 *       run: ({ offset }) => new Date(Date.now() + offset * 3_600_000).toISOString(),
 *     }),
 *   };
 * }
 * ```
 */
export function defineAction<const Schema extends ObjectSchema>(action: RunnableAction<Schema>): RunnableAction<Schema> {
  return action;
}

/** A tool as an object: its actions, each with its function, and hooks of the lifecycle. */
export interface ToolDefinition extends LifecycleFunctions {
  /** Made with {@link defineAction}. */
  readonly actions: { readonly [name: string]: ToolAction & { run(parameters: never, run: ToolRun, context: PluginContext): unknown } };
}

/**
 * Makes a tool from functions: the same as a class that extends {@link Tool}, with one function per action.
 *
 * @param definition - The actions, and hooks of the lifecycle.
 * @returns The class to export from the entry point.
 * @throws TypeError when a name is no hook of tools, or a hook is no function.
 *
 * @example
 * ```ts
 * import { defineAction, defineTool } from 'plexi-plugin/sdk';
 *
 * export const Notes = defineTool({
 *   actions: {
 *     remember: defineAction({
 *       description: 'Keeps a note under a name.',
 *       parameters: { type: 'object', properties: { name: { type: 'string' }, text: { type: 'string' } }, required: ['name', 'text'] },
 *       async run({ name, text }, _run, { storage }) {
 *         await storage.set(name, text);
 *         return `kept ${name}`;
 *       },
 *     }),
 *   },
 * });
 * ```
 */
export function defineTool({ actions, ...hooks }: ToolDefinition): PluginClass {
  return defineEntry(Tool, hooks, { actions });
}
