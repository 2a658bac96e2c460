import type { PermissionName } from '../core/permissions/catalog.ts';
import { HostCallError, type HostCall } from '../sandbox/engine.ts';
import { createDenial, type Denial } from './denials.ts';

/** Notes that a plugin was refused something for want of a permission, and makes the error that it gets. */
export type RefuseCall = (method: string, permission: PermissionName, place?: Pick<HostCall, 'location' | 'stack'>) => HostCallError;

/** What refusing takes. */
export interface RefuseCallOptions {
  readonly plugin: string;
  readonly requested: ReadonlySet<PermissionName>;
  readonly onDenial: (denial: Denial) => void;
}

/** Makes the refusals of one plugin: `PERMISSION_DENIED` with the permission, the method and what to do. */
export function createRefuseCall({ plugin, requested, onDenial }: RefuseCallOptions): RefuseCall {
  return (method, permission, { location, stack } = {}) => {
    const denial = createDenial({ plugin, permission, method, declared: requested.has(permission) });
    onDenial({ ...denial, ...(location && { location }), ...(stack !== undefined && { stack }) });
    const { declared, advice } = denial;
    const reason = declared ? 'which was not granted' : 'which the manifest does not ask for';
    return new HostCallError('PERMISSION_DENIED', `${method} needs the permission "${permission}", ${reason}: ${advice}`, { permission, method, declared, advice });
  };
}
