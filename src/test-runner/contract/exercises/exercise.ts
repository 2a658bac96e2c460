import type { JsonValue } from '../../../../sdk/runtime-interface.ts';
import type { JsonObject } from '../../../core/manifest/schema.ts';
import { findHostEvent } from '../../../core/permissions/methods.ts';
import { findHandlers, type EventPhase } from '../../../host/events/event-type.ts';
import type { Extensions } from '../../../host/extensions.ts';
import type { LiveTestHost } from '../../live-test-host.ts';

const PHASES: readonly EventPhase[] = ['pre', 'on', 'post'];

/** One ordinary thing that a person, a server or the host does with a plugin. */
export interface Exercise {
  /** What is done, for people: `the action "add"`. */
  readonly name: string;
  /**
   * Whether somebody waits for an answer, which may also be an error that the plugin throws on purpose. Events are not
   * answered: nobody could do anything with their errors.
   */
  readonly isAnswered: boolean;
  /** What it is done with on an ordinary day. */
  readonly input: JsonValue;
  /** What else it may be done with; absent where it is always the same. */
  readonly inputs?: JsonObject;
  /** Does it, in the host that the exercise was listed for. @throws What went wrong in the plugin. */
  run(host: LiveTestHost, input: JsonValue): Promise<unknown>;
  /** The line of a test that does it with an input. */
  render(input: JsonValue): string;
}

/** What an enabled plugin offers, and so can be used. */
export interface Offered {
  readonly plugin: string;
  readonly extensions: Extensions;
  /** Words that the plugin seems to react to, such as `!weather`. */
  readonly commands: readonly string[];
  /** Whether to try everything that comes to mind, and not only a little of each. */
  readonly isThorough: boolean;
}

/** One way in which plugins are used: the exercises for what a plugin offers of it. */
export type Use = (offered: Offered) => readonly Exercise[];

/** Whether the plugin hears events of a type: with a hook, or with a handler. */
export function hears({ extensions }: Offered, type: string): boolean {
  const hook = findHostEvent(type)?.hook;
  return extensions.list().some(({ hooks, contributions }) => (hook !== undefined && hooks.includes(hook)) || PHASES.some((phase) => findHandlers(contributions, type, phase).length > 0));
}

/** An input as text. */
export function asText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A value as it stands in a test. */
export function renderValue(value: JsonValue): string {
  return JSON.stringify(value);
}
