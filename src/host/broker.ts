import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import { HostCallError, type HostCall } from '../sandbox/engine.ts';
import { createDenial, type Denial } from './denials.ts';
import { findMissingPermission, type MethodTable } from './method-table.ts';

/** What answering a plugin's calls takes. */
export interface BrokerOptions {
  readonly plugin: string;
  readonly requested: ReadonlySet<PermissionName>;
  readonly table: MethodTable;
  readonly onDenial: (denial: Denial) => void;
}

/**
 * Makes the function that answers every host call of one plugin.
 *
 * It rejects with a {@link HostCallError}: `PERMISSION_DENIED` with the permission, the method and what to do;
 * `UNKNOWN_METHOD`; or what the method itself refuses.
 */
export function createBroker({ plugin, requested, table, onDenial }: BrokerOptions): (call: HostCall) => Promise<BoundaryValue> {
  return async ({ method, params, location, stack }) => {
    const run = table.get(method);
    if (run !== undefined) return run(params);
    const permission = findMissingPermission(method);
    const denial = createDenial({ plugin, permission, method, declared: requested.has(permission) });
    onDenial({ ...denial, ...(location && { location }), ...(stack !== undefined && { stack }) });
    const reason = denial.declared ? 'which was not granted' : 'which the manifest does not ask for';
    throw new HostCallError('PERMISSION_DENIED', `${method} needs the permission "${permission}", ${reason}: ${denial.advice}`, {
      permission,
      method,
      declared: denial.declared,
      advice: denial.advice,
    });
  };
}
