import type { SourceLocation } from '../core/diagnostics/diagnostic.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';

/** Something that a plugin was refused for want of a permission. */
export interface Denial {
  readonly plugin: string;
  readonly permission: PermissionName;
  /** The host method that was called, or the event that was not delivered. */
  readonly method: string;
  /** Whether the manifest asks for the permission, so that only the grant is missing. */
  readonly declared: boolean;
  /** The line that the manifest lacks, or that asks already. */
  readonly manifestLine: string;
  /** The call in the plugin's source; for an event, the entry point. */
  readonly location?: SourceLocation;
  /** The plugin's stack at the call. */
  readonly stack?: string;
}
