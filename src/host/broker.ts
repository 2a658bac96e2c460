import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { HostCall } from '../sandbox/engine.ts';
import { findMissingPermission, type MethodTable } from './method-table.ts';
import type { RefuseCall } from './refuse-call.ts';

/** Answers a host call. */
export type Broker = (call: HostCall) => Promise<BoundaryValue>;

/**
 * Makes the function that answers every host call of one plugin.
 *
 * It rejects with a {@link HostCallError}: `PERMISSION_DENIED` with the permission, the method and what to do;
 * `UNKNOWN_METHOD`; or what the method itself refuses.
 */
export function createBroker(table: MethodTable, refuse: RefuseCall): Broker {
  return async ({ method, params, ...place }) => {
    const run = table(method);
    if (run === undefined) throw refuse(method, findMissingPermission(method), place);
    return run(params);
  };
}
