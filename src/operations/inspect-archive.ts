import type { Digest } from '../core/archive/digest.ts';
import type { FileEntry, LayerName, PackedManifest, Release } from '../core/archive/release.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { PlexiError } from '../core/diagnostics/plexi-error.ts';
import { describePermissions, type DescribedPermission } from '../core/registry/describe-permissions.ts';
import { readSummary } from '../core/registry/release-summary.ts';
import type { Platform } from '../platform/platform.ts';
import { examineArchive, type ArchiveRequest } from './examine-archive.ts';
import { describeExamined, type VerifyReport } from './verify-archive.ts';

/** What `verify` says of an archive, and what is inside. */
export interface InspectReport extends VerifyReport {
  /** What the plugin asks to be allowed to do. */
  readonly permissions?: readonly DescribedPermission[];
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
  const { permissions, diagnostics } = readPermissions(examined.contents.release);
  return {
    ...report,
    permissions,
    manifest: config.manifest,
    layers: layers.map(({ name, descriptor }) => ({ name, size: descriptor.size, digest: descriptor.digest })),
    files: config.files,
    // To look at an archive that is unsigned or untrusted is no problem; to take it for sound would be one.
    diagnostics,
  };
}

function readPermissions({ config }: Release): { readonly permissions: readonly DescribedPermission[]; readonly diagnostics: readonly Diagnostic[] } {
  try {
    return { permissions: describePermissions(readSummary(config.manifest).permissions), diagnostics: [] };
  } catch (error) {
    if (error instanceof PlexiError) return { permissions: [], diagnostics: error.diagnostics };
    throw error;
  }
}
