import { fail } from '../core/diagnostics/plexi-error.ts';
import { parseHostRange, parseHostVersion } from '../core/manifest/host-version.ts';
import type { Manifest } from '../core/manifest/schema.ts';

/**
 * Makes sure that a plugin works with this version of the host program.
 *
 * @throws {@link PlexiError} `PLX4114` when it does not; `PLX4115` when the host's version is none.
 */
export function checkHostVersion(manifest: Manifest, hostVersion: string): void {
  const { name, version, plexichat_version: range, min_plexichat_version: oldest } = manifest;
  const wanted = range ?? (oldest === undefined ? undefined : `>=${oldest}`);
  const host = parseHostVersion(hostVersion) ?? fail('PLX4115', { version: hostVersion });
  if (wanted === undefined || parseHostRange(wanted)?.(host) === true) return;
  fail('PLX4114', { plugin: name, version, wanted, host: hostVersion });
}
