import { PlexiError } from '../core/diagnostics/plexi-error.ts';
import type { Engine, HostCall, PluginFailure, Sandbox } from '../sandbox/engine.ts';

/** What a hook threw. */
export interface ObservedFailure {
  readonly failure: PluginFailure;
  /** As whoever ran the hook gets it. */
  readonly error: PlexiError;
}

/** Who looks over a plugin's shoulder. */
export interface SandboxObserver {
  onCall(call: HostCall): void;
  /** Takes what a hook threw. */
  onFailure(failure: ObservedFailure): void;
}

/** An engine whose sandboxes tell what goes on in them. */
export function observeEngine(engine: Engine, observer: SandboxObserver): Engine {
  return {
    name: engine.name,
    close: () => engine.close(),
    async start(options) {
      const sandbox = await engine.start({
        ...options,
        call(call) {
          observer.onCall(call);
          return options.call(call);
        },
      });
      return observeSandbox(sandbox, observer);
    },
  };
}

function observeSandbox(sandbox: Sandbox, observer: SandboxObserver): Sandbox {
  return {
    entries: sandbox.entries,
    gone: sandbox.gone,
    setNow: (now) => { sandbox.setNow(now); },
    close: () => sandbox.close(),
    async invoke(invocation) {
      try {
        return await sandbox.invoke(invocation);
      } catch (error) {
        if (error instanceof PlexiError && error.code === 'PLX4010') observer.onFailure({ failure: error.cause as PluginFailure, error });
        throw error;
      }
    },
  };
}
