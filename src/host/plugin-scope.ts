import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';

/** The time for which services hold something for a plugin: nothing that they hold may outlive it. */
export interface PluginScope {
  /** Invokes a hook of the SDK's own entry in the sandbox of this scope, for example `timer`. */
  push(hook: string, ...args: readonly BoundaryValue[]): Promise<BoundaryValue>;
  /** Runs a function when the plugin has been disabled, or its sandbox is gone. @returns Takes the function off again. */
  onDisable(run: () => void): () => void;
  /** Runs a function when the sandbox is gone. @returns Takes the function off again. */
  onEnd(run: () => void): () => void;
  /** Runs a function whenever a permission is taken from the plugin. */
  onRevoke(run: (permission: PermissionName) => void): void;
}

/** A scope, as whoever ends it sees it. */
export interface LiveScope extends PluginScope {
  readonly disable: () => void;
  readonly revoke: (permission: PermissionName) => void;
  readonly end: () => void;
}

/** Makes the scope of one sandbox. */
export function createPluginScope(push: PluginScope['push']): LiveScope {
  const atDisable = new Set<() => void>();
  const atEnd = new Set<() => void>();
  const atRevoke: ((permission: PermissionName) => void)[] = [];
  const add = (runs: Set<() => void>, run: () => void): (() => void) => {
    runs.add(run);
    return () => { runs.delete(run); };
  };
  const runAll = (runs: Set<() => void>): void => {
    const waiting = [...runs];
    runs.clear();
    for (const run of waiting) run();
  };
  return {
    push,
    onDisable: (run) => add(atDisable, run),
    onEnd: (run) => add(atEnd, run),
    onRevoke: (run) => void atRevoke.push(run),
    disable: () => { runAll(atDisable); },
    revoke(permission) {
      for (const run of atRevoke) run(permission);
    },
    end: () => {
      runAll(atDisable);
      runAll(atEnd);
    },
  };
}
