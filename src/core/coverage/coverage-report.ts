import type { PermissionName } from '../permissions/catalog.ts';
import type { FilePoints } from './coverage-points.ts';
import { measureCoverage, type CodeCoverage } from './measure-coverage.ts';
import type { CountedOffer, PermissionUse, PluginUse } from './plugin-use.ts';

/** What of a plugin its tests have reached. */
export interface CoverageReport extends CodeCoverage {
  /** Everything a host can call, in the order in which the plugin offers it. */
  readonly offers: readonly CountedOffer[];
  /** The permissions that the manifest asks for, in its order. */
  readonly permissions: readonly PermissionUse[];
}

/** Puts together what of a plugin was reached. @param requested - The permissions that its manifest asks for. */
export function createCoverageReport(files: readonly FilePoints[], use: PluginUse, requested: readonly PermissionName[]): CoverageReport {
  return {
    ...measureCoverage(files, use.counts),
    offers: use.offers,
    permissions: requested.map((permission) => use.permissions.find((each) => each.permission === permission) ?? { permission, allowed: 0, refused: 0 }),
  };
}
