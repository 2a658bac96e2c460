import { RUNTIME_ENTRY } from '../../sdk/boundary.ts';
import { findOffers, listOffers } from '../core/coverage/list-offers.ts';
import { addCounts, nameOffer, type CountedOffer, type Offer, type PermissionUse, type PluginUse } from '../core/coverage/plugin-use.ts';
import { findContributionPermission, findEventPermission, findHookPermission, HOST_METHODS, isHostMethod } from '../core/permissions/methods.ts';
import { EVENT } from '../host/events/event-type.ts';
import type { SandboxLimits } from '../core/limits/plugin-limits.ts';
import { HostCallError, type Engine, type HostCall, type Invocation, type SandboxOptions } from '../sandbox/engine.ts';
import type { InstrumentedPlugin } from './plugin-under-test.ts';

/** Writes down what of a plugin is used. */
export interface UseRecorder {
  /** An engine that runs the plugin's instrumented bundle in the place of its bundle. */
  readonly engine: Engine;
  /** What was used since this was last asked. */
  take(): PluginUse;
}

// Counting takes time that the plugin is not to blame for.
const PATIENCE = 4;

/** Makes a recorder for one plugin. What runs on the engine besides is left as it is. */
export function createUseRecorder({ source, instrumented }: InstrumentedPlugin, engine: Engine): UseRecorder {
  const { code, sourceMap, counters } = instrumented;
  let arrays: Uint32Array[] = [];
  let offers = new Map<string, CountedOffer>();
  let permissions = new Map<string, PermissionUse>();

  const noteOffer = (offer: Offer, more: number): void => {
    const key = nameOffer(offer);
    offers.set(key, { ...offer, calls: (offers.get(key)?.calls ?? 0) + more });
  };
  const noteNeed = (permission: string | null | undefined, isAllowed: boolean): void => {
    if (permission === null || permission === undefined) return;
    const { allowed, refused } = permissions.get(permission) ?? { allowed: 0, refused: 0 };
    permissions.set(permission, { permission, allowed: allowed + Number(isAllowed), refused: refused + Number(!isAllowed) });
  };
  function noteInvocation({ entry, hook, args }: Invocation): void {
    if (entry === RUNTIME_ENTRY) return;
    for (const offer of findOffers({ entry, hook, args })) {
      noteOffer(offer, 1);
      noteNeed(findHearingPermission(offer), true);
    }
  }
  function noteCall({ method }: HostCall, answer: Promise<unknown>): void {
    const permission = isHostMethod(method) ? HOST_METHODS[method] : undefined;
    answer.then(
      () => { noteNeed(permission, true); },
      (error: unknown) => { noteNeed(permission, !(error instanceof HostCallError && error.code === 'PERMISSION_DENIED')); },
    );
  }
  async function start(options: SandboxOptions): ReturnType<Engine['start']> {
    const counts = new Uint32Array(new SharedArrayBuffer(counters * Uint32Array.BYTES_PER_ELEMENT));
    arrays.push(counts);
    const sandbox = await engine.start({
      ...options,
      limits: relax(options.limits),
      counting: { code, sourceMap, counts },
      call(call) {
        const answer = options.call(call);
        noteCall(call, answer);
        return answer;
      },
    });
    for (const offer of sandbox.entries.flatMap(listOffers)) noteOffer(offer, 0);
    // To contribute is what these permissions are for, whoever then asks for it.
    for (const { type } of sandbox.entries.flatMap(({ contributions }) => contributions)) noteNeed(findContributionPermission(type), true);
    return {
      entries: sandbox.entries,
      gone: sandbox.gone,
      setNow: (now) => { sandbox.setNow(now); },
      close: () => sandbox.close(),
      invoke(invocation) {
        noteInvocation(invocation);
        return sandbox.invoke(invocation);
      },
    };
  }

  return {
    engine: {
      name: engine.name,
      close: () => engine.close(),
      start: (options) => (options.plugin === source.manifest.name && options.code === source.code ? start(options) : engine.start(options)),
    },
    take() {
      const taken = { counts: addCounts(arrays, counters), offers: [...offers.values()], permissions: [...permissions.values()] };
      arrays = [];
      offers = new Map();
      permissions = new Map();
      return taken;
    },
  };
}

/** The permission that is needed to hear what a hook or a handler hears. */
function findHearingPermission({ type, name }: Offer): string | undefined {
  if (type === 'hook') return findHookPermission(name);
  // Handlers are named after their event, with what tells them apart behind it.
  return type === EVENT ? findEventPermission(name.split(' ')[0] ?? '') : undefined;
}

function relax(limits: SandboxLimits): SandboxLimits {
  const { cpuMsPerCall, cpuMsPerSecond, wallMsPerCall } = limits;
  return { ...limits, cpuMsPerCall: cpuMsPerCall * PATIENCE, cpuMsPerSecond: cpuMsPerSecond * PATIENCE, wallMsPerCall: wallMsPerCall * PATIENCE };
}
