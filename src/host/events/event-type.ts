import { defineContributionType } from '../extension-points/contribution.ts';
import { object, oneOf, optional, text } from '../extension-points/shape.ts';
import type { Extension } from '../extensions.ts';

/** When a handler hears of an event: before, with or after everybody else. */
export type EventPhase = 'pre' | 'on' | 'post';

/** The type of contribution that is a handler of events. */
export const EVENT = 'event';

/** How handlers of events look. */
export const eventType = defineContributionType({
  type: EVENT,
  name: /^.{1,300}$/,
  options: object({ event: text({ min: 1, max: 200 }), phase: optional(oneOf('pre', 'post')) }),
});

type Contributions = Extension['contributions'];

/** The names of the contributions that handle an event in a phase. Their shape was checked when they were loaded. */
export function findHandlers(contributions: Contributions, event: string, phase: EventPhase): readonly string[] {
  return contributions
    .filter(({ type }) => type === EVENT)
    .filter(({ options }) => {
      const { event: wanted, phase: when = 'on' } = options as { readonly event: string; readonly phase?: EventPhase };
      return wanted === event && when === phase;
    })
    .map(({ name }) => name);
}
