import type { JsonValue } from '../../../../sdk/runtime-interface.ts';
import { propertiesOf } from '../../../core/manifest/json-object.ts';
import { createParameterChecks } from '../../../host/extension-points/parameter-checks.ts';
import type { OfferedAction } from '../../../host/extension-points/tools.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { attempt, quote } from '../attempt.ts';
import type { Finding } from '../contract.ts';
import { defineChecks } from '../define-checks.ts';
import { sampleParameters, STRAY_VALUES, type Parameters } from '../sample-values.ts';

/** What a tool must do with its actions. */
export const toolChecks = defineChecks('PLX4315', [
  {
    name: 'offers actions that can be understood',
    proves: 'It has actions, no two of one name. What an action requires is among its parameters, its description says more than its name, and every default and example fits its own schema.',
    async run({ start }) {
      const actions = (await start()).tools.list();
      if (actions.length === 0) return { reason: 'it has no action' };
      const twice = actions.find(({ name }, at) => actions.some((other, before) => before < at && other.name === name));
      if (twice !== undefined) return { reason: `two entry points have an action "${twice.name}"` };
      for (const action of actions) {
        const reason = judgeWords(action) ?? (await judgeExamples(action));
        if (reason !== undefined) return { reason: `the action "${action.name}" ${reason}` };
      }
      return undefined;
    },
  },
  {
    name: 'runs with whatever its schemas allow',
    proves: 'Each action runs with what is required and nothing else, with everything, and with values at the edges of its schema: it returns JSON, or refuses with an error of its own.',
    needs: 'offers actions that can be understood',
    run: async ({ start }) => runEach(await start(), ({ parameters }) => sampleParameters(parameters)),
  },
  {
    name: 'is safe from parameters of a wrong type',
    proves: 'Where a parameter has a value of another type, the schema of the action refuses it, or the action can live with it: models call with anything.',
    needs: 'runs with whatever its schemas allow',
    run: async ({ start }) => runEach(await start(), listStray),
  },
]);

function judgeWords({ name, description, parameters }: OfferedAction): string | undefined {
  const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  if (bare(description) === bare(name)) return 'is described by nothing but its name';
  const required = Array.isArray(parameters['required']) ? (parameters['required'] as readonly JsonValue[]) : [];
  const unknown = required.filter((each) => typeof each === 'string').find((each) => !Object.hasOwn(propertiesOf(parameters), each));
  return unknown === undefined ? undefined : `requires "${unknown}", which is not among its parameters`;
}

async function judgeExamples({ parameters }: OfferedAction): Promise<string | undefined> {
  const checks = createParameterChecks();
  for (const [name, property] of Object.entries(propertiesOf(parameters))) {
    const { default: chosen, examples = [], ...schema } = property;
    const given = [...(chosen === undefined ? [] : [chosen]), ...(Array.isArray(examples) ? (examples as readonly JsonValue[]) : [])];
    for (const value of given) {
      const { problem } = await checks.complete({ type: 'object', properties: { [name]: schema } }, { [name]: value as JsonValue });
      if (problem !== undefined) return `gives "${name}" the example or default ${quote(value)}, which its schema refuses: ${problem}`;
    }
  }
  return undefined;
}

function listStray({ parameters }: OfferedAction): readonly Parameters[] {
  const [, whole = {}] = sampleParameters(parameters);
  return Object.keys(propertiesOf(parameters)).flatMap((name) => STRAY_VALUES.map((value) => ({ ...whole, [name]: value })));
}

async function runEach(host: LiveTestHost, list: (action: OfferedAction) => readonly Parameters[]): Promise<Finding | undefined> {
  for (const action of host.tools.list()) {
    for (const parameters of list(action)) {
      await attempt(host, `with ${quote(parameters)}`, () => host.tools.execute({ action: `${action.plugin}/${action.name}`, parameters, userId: 'alice' }));
    }
  }
  return undefined;
}
