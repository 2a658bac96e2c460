import type { PackedManifest } from '../archive/release.ts';
import { fail } from '../diagnostics/plexi-error.ts';
import { JsonReader } from '../json/json-reader.ts';
import { LIMIT_NAMES, type LimitRequests } from '../limits/plugin-limits.ts';

/**
 * Reads off a packed manifest what it asks for in `limits`. Keys of a later plexi-plugin are left out.
 *
 * @throws {@link PlexiError} `PLX2034` when one is no number.
 */
export function readLimits(manifest: PackedManifest): LimitRequests {
  const json = new JsonReader(manifest, (problem) => fail('PLX2034', { blob: 'config', problem }), 'manifest').optional('limits');
  return Object.fromEntries(LIMIT_NAMES.flatMap((name) => {
    const number = json?.optional(name)?.count();
    return number === undefined ? [] : [[name, number]];
  }));
}
