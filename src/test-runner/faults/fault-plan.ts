import type { Fault } from './test-faults.ts';

/** The faults that wait for calls or requests. */
export interface FaultPlan {
  add(target: string, fault: Fault): void;
  /** The fault that something meets, if it meets one: counts it. */
  meet(subject: string): Fault | undefined;
  clear(): void;
}

interface Planned {
  readonly fits: RegExp;
  readonly fault: Fault;
  met: number;
}

/** Makes a plan without faults. */
export function createFaultPlan(): FaultPlan {
  const planned: Planned[] = [];
  return {
    add: (target, fault) => void planned.unshift({ fits: toPattern(target), fault, met: 0 }),
    meet(subject) {
      const found = planned.find(({ fits, fault, met }) => fits.test(subject) && met < (fault.after ?? 0) + (fault.times ?? Infinity));
      if (found === undefined) return undefined;
      found.met += 1;
      return found.met > (found.fault.after ?? 0) ? found.fault : undefined;
    },
    clear: () => void planned.splice(0),
  };
}

function toPattern(target: string): RegExp {
  const escaped = target.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`, 's');
}
