import type { Digest } from '../core/archive/digest.ts';
import type { FileEntry, LayerName, PackedManifest, Release } from '../core/archive/release.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../core/diagnostics/plexi-error.ts';
import { describePermissions, type DescribedPermission } from '../core/registry/describe-permissions.ts';
import type { LimitRequests } from '../core/limits/plugin-limits.ts';
import { readLimits } from '../core/registry/release-limits.ts';
import { readSummary } from '../core/registry/release-summary.ts';
import type { Platform } from '../platform/platform.ts';
import { examineArchive, type ArchiveRequest } from './examine-archive.ts';
import { describeExamined, type VerifyReport } from './verify-archive.ts';

/** What `verify` says of an archive, and what is inside. */
export interface InspectReport extends VerifyReport {
  /** What the plugin asks to be allowed to do. */
  readonly permissions?: readonly DescribedPermission[];
  /** How much it asks for, where the defaults do not suit it. */
  readonly limits?: LimitRequests;
  readonly manifest?: PackedManifest;
  readonly layers?: readonly { readonly name: LayerName; readonly size: number; readonly digest: Digest }[];
  readonly files?: readonly FileEntry[];
}

/**
 * Shows what is inside an archive, after reading it as strictly as `verify` does. An archive that nobody vouches for is
 * shown too, and says so in its state.
 *
 * @throws {@link PlexiError} only when there is nothing to look at: no such file, no such key.
 */
export async function inspectArchive(request: ArchiveRequest, platform: Platform): Promise<InspectReport> {
  const examined = await examineArchive(request, platform);
  const report = describeExamined(examined);
  if (examined.contents === undefined) return report;
  const { config, layers } = examined.contents.release;
  const { diagnostics, ...wishes } = readWishes(examined.contents.release);
  return {
    ...report,
    ...wishes,
    manifest: config.manifest,
    layers: layers.map(({ name, descriptor }) => ({ name, size: descriptor.size, digest: descriptor.digest })),
    files: config.files,
    // To look at an archive that is unsigned or untrusted is no problem; to take it for sound would be one.
    diagnostics,
  };
}

interface Wishes {
  readonly permissions: readonly DescribedPermission[];
  readonly limits: LimitRequests;
  readonly diagnostics: readonly Diagnostic[];
}

function readWishes({ config }: Release): Wishes {
  try {
    return { permissions: describePermissions(readSummary(config.manifest).permissions), limits: readLimits(config.manifest), diagnostics: [] };
  } catch (error) {
    if (error instanceof PlexiError) return { permissions: [], limits: {}, diagnostics: error.diagnostics };
    throw error;
  }
}
