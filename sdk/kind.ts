import type { Contribution } from './contribution.ts';
import type { Plugin } from './plugin.ts';

/** What makes a class a plugin of one kind: the hooks that hosts invoke on it, and what it tells them about itself. */
export interface Kind {
  /** As the manifest names it, for example `message-processor`. */
  readonly name: string;
  /** The hooks of the kind besides those of the lifecycle. */
  readonly hooks: readonly string[];
  /** What a plugin of the kind contributes: read once, after the plugin was made. */
  contributions?(plugin: Plugin): readonly Contribution[];
}
