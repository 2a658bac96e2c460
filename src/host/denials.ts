import type { SourceLocation } from '../core/diagnostics/diagnostic.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import { formatManifestLine } from '../core/permissions/parse-permissions.ts';

/** Something that a plugin was refused for want of a permission. */
export interface Denial {
  readonly plugin: string;
  readonly permission: PermissionName;
  /** The host method that was called, or the event that was not delivered. */
  readonly method: string;
  /** Whether the manifest asks for the permission, so that only the grant is missing. */
  readonly declared: boolean;
  /** The line of the manifest that asks for the permission. */
  readonly manifestLine: string;
  /** What to do about it, for the author or the person who installed the plugin. */
  readonly advice: string;
  /** The call in the plugin's source; for an event, the entry point. */
  readonly location?: SourceLocation;
  /** The plugin's stack at the call. */
  readonly stack?: string;
}

/** Describes a refusal. */
export function createDenial(refused: Pick<Denial, 'plugin' | 'permission' | 'method' | 'declared'>): Denial {
  const { plugin, permission, declared } = refused;
  const manifestLine = formatManifestLine(permission);
  const advice = declared
    ? `grant it, for example with "plexi-plugin install ${plugin} --grant ${permission}"`
    : `add it to the manifest: ${manifestLine}`;
  return { ...refused, manifestLine, advice };
}
