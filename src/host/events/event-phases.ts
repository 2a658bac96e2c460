import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { findEventPermission } from '../../core/permissions/methods.ts';
import type { HostedEvent } from '../delivery.ts';
import type { ContributionTarget, Extensions } from '../extensions.ts';
import { judgeHookFailure } from '../hook-failures.ts';
import { EVENT, findHandlers, type EventPhase } from './event-type.ts';

/** What happens before and after everybody hears of an event. */
export interface EventPhases {
  /** Whether anybody has a handler for this phase. */
  has(event: HostedEvent, phase: 'pre' | 'post', actor: string | undefined): boolean;
  /** Runs the handlers before, one after another. @returns The plugin that says no, where one does. */
  before(event: HostedEvent, actor: string | undefined): Promise<string | undefined>;
  /** Runs the handlers after, all at once. */
  after(event: HostedEvent, actor: string | undefined): Promise<void>;
}

/** What running them takes. */
export interface EventPhaseOptions {
  readonly extensions: Extensions;
  /** Takes what a handler threw: it stops nobody else. */
  readonly onDiagnostic: (plugin: string, diagnostic: Diagnostic) => void;
}

/** Makes the phases of a host's events. */
export function createEventPhases({ extensions, onDiagnostic }: EventPhaseOptions): EventPhases {
  function list({ type }: HostedEvent, phase: EventPhase, actor: string | undefined): readonly ContributionTarget[] {
    const permission = findEventPermission(type);
    return extensions
      .list({ contribution: EVENT })
      .filter(({ plugin, allowed }) => plugin !== actor && (permission === undefined || allowed.has(permission)))
      .flatMap(({ plugin, entry, contributions }) => findHandlers(contributions, type, phase).map((name) => ({ plugin, entry, type: EVENT, name })));
  }

  async function run(target: ContributionTarget, event: HostedEvent): Promise<unknown> {
    try {
      return await extensions.run(target, [event as unknown as JsonValue]);
    } catch (error) {
      const { outcome, failure } = judgeHookFailure(error);
      if (outcome === 'failed') onDiagnostic(target.plugin, failure);
      return undefined;
    }
  }

  return {
    has: (event, phase, actor) => list(event, phase, actor).length > 0,
    async before(event, actor) {
      for (const target of list(event, 'pre', actor)) if ((await run(target, event)) === false) return target.plugin;
      return undefined;
    },
    async after(event, actor) {
      await Promise.all(list(event, 'post', actor).map((target) => run(target, event)));
    },
  };
}
