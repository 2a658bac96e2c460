import { createHash } from 'node:crypto';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import type { Extensions } from '../extensions.ts';
import { defineContributionType, listContributed, type Contributed } from './contribution.ts';
import { failNotOffered, findContributed, fullName } from './find-contributed.ts';
import { createParameterChecks } from './parameter-checks.ts';
import { readResult } from './read-result.ts';
import { flag, json, jsonObject, object, text, type Shaped } from './shape.ts';

const options = object({ description: text({ min: 1, max: 2_000 }), parameters: jsonObject, dangerous: flag });

/** An action of a tool. */
export const actionType = defineContributionType({ type: 'action', options, schemas: ({ parameters }) => [parameters] });

/** Something that a tool can do. */
export interface OfferedAction extends Shaped<typeof options> {
  readonly plugin: string;
  readonly name: string;
}

/** One run of an action. */
export interface ActionRequest {
  /** The action's name, or with its plugin's before it: `calculator/add`. */
  readonly action: string;
  readonly parameters?: Readonly<Record<string, JsonValue>>;
  /** Tells the plugin that nobody waits any more. */
  readonly signal?: AbortSignal;
  /** For whom it runs. */
  readonly userId?: string;
}

/** An action as AI models are told about it. */
export interface ActionFunction {
  readonly type: 'function';
  readonly function: { readonly name: string; readonly description: string; readonly parameters: Readonly<Record<string, JsonValue>> };
}

/** The tools of a host. */
export interface Tools {
  /** What can be run, by priority of the plugins. */
  list(): readonly OfferedAction[];
  /**
   * Runs an action.
   *
   * @returns What it returned: JSON.
   * @throws {@link PlexiError} `PLX4303` when there is no such action, `PLX4304` when the parameters do not fit, `PLX4301`
   *   when it returned no JSON, PLX40xx when it failed.
   */
  execute(request: ActionRequest): Promise<JsonValue>;
  /** The actions as function descriptions for AI models, each under a name of its own. */
  listFunctions(): readonly ActionFunction[];
  /** Runs what a model calls by the name of a function. @throws {@link PlexiError} as `execute`. */
  callFunction(name: string, parameters: Readonly<Record<string, JsonValue>>, request?: Pick<ActionRequest, 'signal' | 'userId'>): Promise<JsonValue>;
}

type Action = Contributed<Shaped<typeof options>>;

/** Makes the tools of a host. */
export function createTools({ extensions }: { readonly extensions: Extensions }): Tools {
  const checks = createParameterChecks();
  const listActions = (): readonly Action[] => listContributed(extensions, actionType);

  async function execute({ action: wanted, parameters = {}, userId, signal = new AbortController().signal }: ActionRequest): Promise<JsonValue> {
    const { extension, name, options } = findContributed(listActions(), wanted, 'action');
    const { plugin, entry } = extension;
    const { value: complete, problem } = await checks.complete(options.parameters, parameters);
    if (problem !== undefined) fail('PLX4304', { what: 'action', name, plugin, problem });
    const target = { plugin, entry, hook: 'execute' };
    const result = await extensions.invoke(target, [name, complete, { signal, userId }]);
    return readResult(json, result, target);
  }

  return {
    list: () => listActions().map(({ extension, name, options }) => ({ plugin: extension.plugin, name, ...options })),
    execute,
    listFunctions: () =>
      listActions().map((action) => {
        const { description, parameters } = action.options;
        return { type: 'function', function: { name: nameFunction(action), description, parameters } };
      }),
    async callFunction(name, parameters, request = {}) {
      const actions = listActions();
      const action = actions.find((each) => nameFunction(each) === name) ?? failNotOffered(actions, name, 'function');
      return execute({ ...request, action: fullName(action), parameters });
    },
  };
}

const LONGEST_FUNCTION = 64;

// Models take letters, digits, "_" and "-". What is shortened or changed gets a digest, so that no two names meet.
function nameFunction(action: Action): string {
  const whole = fullName(action);
  const name = whole.replace('/', '__');
  if (/^[A-Za-z0-9_-]+$/.test(name) && name.length <= LONGEST_FUNCTION && !action.extension.plugin.includes('__')) return name;
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  return `${whole.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, LONGEST_FUNCTION - 9)}_${digest}`;
}
