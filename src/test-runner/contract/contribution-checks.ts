import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { listContributed } from '../../host/extension-points/contribution.ts';
import { eventType } from '../../host/events/event-type.ts';
import { taskType } from '../../host/tasks/task-type.ts';
import type { LiveTestHost } from '../live-test-host.ts';
import { attempt, type Outcome } from './attempt.ts';
import type { ContractCheck, ContractCode } from './contract.ts';
import { defineChecks, type CodelessCheck } from './define-checks.ts';

/**
 * What plugins must do that are what they contribute: tasks and handlers of events.
 *
 * @param first - The check without which the others say nothing: that there is something.
 */
export function defineContributionChecks(code: ContractCode, first: CodelessCheck, more: readonly CodelessCheck[] = []): readonly ContractCheck[] {
  return defineChecks(code, [
    first,
    {
      name: 'runs its tasks',
      proves: 'Each background task is run once, at the first attempt and at a later one, and ends: well, or with an error of its own. Where it asks a server, that one cannot be reached.',
      needs: first.name,
      isolated: true,
      async run({ start }) {
        const host = await start();
        await runTasks(host);
        return undefined;
      },
    },
    {
      name: 'hears the events that it asks for',
      proves: 'Each handler of an event of the host is run with such an event, as the host makes it, and with one of a plugin that it has never heard of; it ends without an error.',
      needs: first.name,
      async run({ start }) {
        const host = await start();
        for (const { extension: { plugin, entry }, name, options: { event } } of listContributed(host.extensions, eventType)) {
          const data = EVENTS[event];
          if (data === undefined) continue;
          const given = { id: `event-${event}`, type: event, timestamp: host.clock.now.toISOString(), source: 'host', ...data };
          for (let round = 0; round < 2; round++) await attempt(host, `when it hears "${event}"`, () => host.extensions.run({ plugin, entry, type: eventType.type, name }, [given]));
        }
        return undefined;
      },
    },
    ...more.map((check) => ({ needs: first.name, ...check })),
  ]);
}

// What runs only when something else has begun it.
const FOLLOWING_HOOKS: ReadonlySet<string> = new Set(['onDisable', 'onUnload', 'onConfigChanged', 'exportState', 'importState', 'healthCheck', 'selfTest']);

/** The check of kinds that may be anything, so long as they are something. */
export const DOES_SOMETHING: CodelessCheck = {
  name: 'does something',
  proves: 'It contributes something, such as a task, a handler of events or a route, or has a hook that begins something: "onLoad", "onEnable" or "onPluginMessage". With "healthCheck" and "onDisable" alone it would never run.',
  async run({ start }) {
    const { plugin, extensions } = await start();
    const begins = plugin.entries.some(({ hooks }) => hooks.some((hook) => !FOLLOWING_HOOKS.has(hook)));
    const contributes = extensions.list().some(({ contributions }) => contributions.length > 0);
    return begins || contributes ? undefined : { reason: 'it contributes nothing, and has no hook that would begin anything' };
  },
};

/** Runs every task of a plugin twice. */
export async function runTasks(host: LiveTestHost): Promise<readonly Outcome<unknown>[]> {
  const outcomes: Outcome<unknown>[] = [];
  for (const { extension: { plugin, entry }, name, options: { timeoutMs } } of listContributed(host.extensions, taskType)) {
    for (const number of [1, 2]) {
      const run = { task: name, dueAt: host.clock.now.toISOString(), attempt: number, signal: new AbortController().signal };
      outcomes.push(await attempt(host, `in the task "${name}"`, () => host.extensions.run({ plugin, entry, type: taskType.type, name, timeoutMs }, [run])));
      await host.settle();
    }
  }
  return outcomes;
}

const PLUGIN_STATE = { data: { plugin: 'another-plugin', version: '2.3.4' } };
const MESSAGE = { message: { id: 'message-1', channelId: 'general', authorId: 'alice', content: 'Good morning, everybody!', createdAt: '2026-01-01T12:00:00.000Z' } };
const FILE = { file: { id: 'file-1', channelId: 'general', name: 'file.txt', mediaType: 'text/plain', size: 0, uploaderId: 'alice', uploadedAt: '2026-01-01T12:00:00.000Z' }, actorId: 'alice' };

// What the host says itself is known; what a plugin or a host program says is between them and who listens.
const EVENTS: Readonly<Record<string, Readonly<Record<string, JsonValue>>>> = {
  'plugin.loaded': PLUGIN_STATE,
  'plugin.enabled': PLUGIN_STATE,
  'plugin.disabled': PLUGIN_STATE,
  'plugin.unloaded': PLUGIN_STATE,
  'plugin.failed': PLUGIN_STATE,
  'message.received': MESSAGE,
  'message.sent': MESSAGE,
  'message.edited': MESSAGE,
  'message.deleted': MESSAGE,
  'file.uploaded': FILE,
  'file.downloaded': FILE,
  'file.deleted': FILE,
};
