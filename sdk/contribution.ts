import type { RuntimeContribution } from './runtime-interface.ts';

/**
 * Something a plugin offers beyond its hooks, as data that the host reads once: an action, a command, a route, a task.
 * No two of one type in one entry point have the same name.
 */
export type Contribution = RuntimeContribution;

/** A contribution with code behind it. */
export interface RunnableContribution extends Contribution {
  /** Runs it. What it returns crosses to the host as the result of a hook does. */
  run(...args: readonly unknown[]): unknown;
}

/** Where a plugin object keeps what it contributes. */
export const CONTRIBUTIONS = Symbol('contributions');

/** A plugin object, as far as its contributions go. */
export interface Contributor {
  readonly [CONTRIBUTIONS]: RunnableContribution[];
}

/**
 * Adds to what a plugin contributes: for decorators and fields, before the plugin is registered.
 *
 * @throws TypeError when it contributes something of this type and name already.
 */
export function addContribution(plugin: Contributor, contribution: RunnableContribution): void {
  const { type, name } = contribution;
  const isTaken = plugin[CONTRIBUTIONS].some((other) => other.type === type && other.name === name);
  if (isTaken) throw new TypeError(`there are two contributions of type "${type}" with the name "${name}"`);
  plugin[CONTRIBUTIONS].push(contribution);
}
