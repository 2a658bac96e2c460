import type { Contribution } from './contribution.ts';
import type { Plugin } from './plugin.ts';

/** A hook, bound to its plugin. */
export type Hook = (...args: unknown[]) => unknown;

/** What makes a class a plugin of one kind: the hooks that hosts invoke on it, and what it tells them about itself. */
export interface Kind {
  /** As the manifest names it, for example `message-processor`. */
  readonly name: string;
  /** The hooks of the kind besides those of the lifecycle. */
  readonly hooks: readonly string[];
  /** What a plugin of the kind contributes: read once, after the plugin was made. */
  contributions?(plugin: Plugin): readonly Contribution[];
  /** Gives a hook its arguments, and the host its result, in another form than they cross in. @returns `undefined` to leave it. */
  adaptHook?(name: string, run: Hook): Hook | undefined;
}
