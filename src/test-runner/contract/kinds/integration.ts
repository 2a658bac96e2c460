import { TASK } from '../../../host/tasks/task-type.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { defineContributionChecks, runTasks } from '../contribution-checks.ts';
import { answerAll, REFUSALS } from '../upstream.ts';

/** What an integration must do with the service on the other side. */
export const integrationChecks = defineContributionChecks(
  'PLX4330',
  {
    name: 'keeps something up to date',
    proves: 'It has the task "sync", which brings both sides up to date.',
    async run({ start }) {
      const { extensions } = await start();
      return extensions.list({ contribution: TASK }).length > 0 ? undefined : { reason: 'it has no task that brings both sides up to date' };
    },
  },
  [
    {
      name: 'does not take a refusal for an answer',
      proves: 'When the other service refuses (401, 500, 503) or cannot be reached, the task fails, or the log or the plugin’s health tells of it, so that the host tries again and somebody learns of it.',
      isolated: true,
      async run({ start }) {
        const host = await start();
        for (const { what, answer } of REFUSALS) {
          answerAll(host.http, answer);
          const requests = host.http.requests.length;
          const told = countTold(host);
          const outcomes = await runTasks(host);
          if (host.http.requests.length === requests) return undefined;
          const isTold = outcomes.some(({ refusal }) => refusal !== undefined) || countTold(host) > told || (await isUnwell(host));
          if (!isTold) return { reason: `when the other service ${what}, the task succeeds, and nothing tells of it` };
        }
        return undefined;
      },
    },
  ],
);

function countTold({ logs }: LiveTestHost): number {
  return logs.filter(({ level }) => level === 'warn' || level === 'error').length;
}

async function isUnwell(host: LiveTestHost): Promise<boolean> {
  const reports = await host.monitoring.checkHealth();
  return reports.get(host.plugin.name)?.status !== 'healthy';
}
