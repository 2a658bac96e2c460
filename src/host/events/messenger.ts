import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import type { PluginResult } from '../boundary.ts';
import type { Clock } from '../clock.ts';
import { isJson } from '../extension-points/shape.ts';
import type { Extensions } from '../extensions.ts';
import { judgeHookFailure } from '../hook-failures.ts';

/** A message from one plugin to another. */
export interface PluginLetter {
  /** Who sends it: the host knows. */
  readonly from: string;
  readonly to: string;
  readonly data: BoundaryValue;
  readonly timeoutMs: number;
}

/** Brings messages from one plugin to another. */
export interface Messenger {
  /** @returns What the other one answered; refuses with a {@link HostCallError} `NOT_AVAILABLE`, `TIMEOUT` or `PLUGIN_FAILED`. */
  send(letter: PluginLetter): Promise<BoundaryValue>;
}

const HOOK = 'onPluginMessage';

/** Makes the messenger of a host. */
export function createMessenger({ extensions, clock }: { readonly extensions: Extensions; readonly clock: Clock }): Messenger {
  return {
    async send({ from, to, data, timeoutMs }) {
      const target = extensions.list().find(({ plugin, hooks }) => plugin === to && hooks.includes(HOOK));
      if (target === undefined) throw new HostCallError('NOT_AVAILABLE', `"${to}" is not enabled, or takes no messages`, { plugin: to });
      const late = new AbortController();
      const timer = clock.setTimer(timeoutMs, () => { late.abort(new HostCallError('TIMEOUT', `"${to}" did not answer within ${timeoutMs} ms`, { plugin: to })); });
      try {
        const answer: PluginResult = await extensions.invoke({ plugin: to, entry: target.entry, hook: HOOK }, [{ from, data, signal: late.signal }]);
        return isJson(answer) ? answer : refuse(to, 'it answered what is not JSON');
      } catch (error) {
        if (error instanceof HostCallError) throw error;
        return refuse(to, judgeHookFailure(error).failure.message);
      } finally {
        timer.cancel();
      }
    },
  };
}

function refuse(to: string, reason: string): never {
  throw new HostCallError('PLUGIN_FAILED', `"${to}" could not answer: ${reason}`, { plugin: to });
}
