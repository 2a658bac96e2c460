import { EVENT } from '../../../host/events/event-type.ts';
import { TASK } from '../../../host/tasks/task-type.ts';
import { attempt } from '../attempt.ts';
import { defineContributionChecks } from '../contribution-checks.ts';
import { ORDINARY } from '../messages.ts';
import { HEAVY_TEXTS, ODD_TEXTS } from '../texts.ts';

/** What an automation must do by itself. */
export const automationChecks = defineContributionChecks(
  'PLX4328',
  {
    name: 'has a rule',
    proves: 'It has at least one rule: by message, by event or by the clock.',
    async run({ start }) {
      const { extensions } = await start();
      return [EVENT, TASK].some((type) => extensions.list({ contribution: type }).length > 0) ? undefined : { reason: 'it has no rule' };
    },
  },
  [
    {
      name: 'stays calm whatever people write',
      proves: 'Small talk, empty and very long texts, special words and texts that make careless patterns run on for ever go past its rules, or run them, without an error and within the limits.',
      async run({ start }) {
        const host = await start();
        for (const content of [...ORDINARY, ...ODD_TEXTS, ...HEAVY_TEXTS]) await attempt(host, 'when somebody writes', () => host.receive(content));
        return undefined;
      },
    },
  ],
);
