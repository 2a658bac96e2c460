import { PlexiError } from '../core/diagnostics/plexi-error.ts';
import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { Engine, HostCall, Invocation, PluginFailure, Sandbox } from '../sandbox/engine.ts';

/** What a hook threw. */
export interface ObservedFailure {
  readonly failure: PluginFailure;
  /** As whoever ran the hook gets it. */
  readonly error: PlexiError;
}

/** Who looks over a plugin's shoulder. */
export interface SandboxObserver {
  /** @param answer - What the host answers; never handled by whoever looks on. */
  onCall(call: HostCall, answer: Promise<BoundaryValue>): void;
  /** @param end - Settles when the hook has. */
  onInvoke(invocation: Invocation, end: Promise<unknown>): void;
  /** Takes every sandbox that was started. */
  onStart(sandbox: Sandbox): void;
  /** Takes what a hook threw. */
  onFailure(failure: ObservedFailure): void;
}

/** An engine that tells what goes on in the sandboxes of one plugin. */
export function observeEngine(engine: Engine, plugin: string, observer: SandboxObserver): Engine {
  return {
    name: engine.name,
    close: () => engine.close(),
    async start(options) {
      if (options.plugin !== plugin) return engine.start(options);
      const sandbox = await engine.start({
        ...options,
        call(call) {
          const answer = options.call(call);
          observer.onCall(call, answer);
          return answer;
        },
      });
      observer.onStart(sandbox);
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
      const end = sandbox.invoke(invocation);
      observer.onInvoke(invocation, end);
      try {
        return await end;
      } catch (error) {
        if (error instanceof PlexiError && error.code === 'PLX4010') observer.onFailure({ failure: error.cause as PluginFailure, error });
        throw error;
      }
    },
  };
}
