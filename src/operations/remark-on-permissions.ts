import type { CoverageReport } from '../core/coverage/coverage-report.ts';
import type { Offer } from '../core/coverage/plugin-use.ts';
import type { Diagnostic, SourceLocation } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { InferenceSubject, InferredPermissions } from '../core/permissions/inference/infer-permissions.ts';
import { isUnused, quoteAny } from '../core/permissions/inference/judge-permissions.ts';
import { parsePermissions } from '../core/permissions/parse-permissions.ts';
import { readManifest } from '../project/read-manifest.ts';
import type { PluginUnderTest } from '../test-runner/plugin-under-test.ts';

/** What a remark takes besides what was counted. */
export interface RemarkParts {
  readonly infer: (subject: InferenceSubject) => InferredPermissions;
  /** Finds what a JSON pointer names in the manifest. */
  readonly locate: (pointer: string) => SourceLocation;
}

/** Makes what finds places in the manifest of a plugin; in one that is packed, all that is known is the archive. */
export async function createLocator({ source: { folder }, manifestFile }: PluginUnderTest): Promise<RemarkParts['locate']> {
  const document = folder === undefined ? undefined : await readManifest(folder);
  return (pointer) => (document?.file === manifestFile ? document.locate(pointer) : { file: manifestFile });
}

/** Names the permissions that the code does not show a use of, and that no test has needed. */
export function remarkOnPermissions({ source }: PluginUnderTest, { permissions, offers }: CoverageReport, { infer, locate }: RemarkParts): readonly Diagnostic[] {
  const idle = new Set(permissions.filter(({ allowed, refused }) => allowed + refused === 0).map(({ permission }) => permission));
  if (idle.size === 0 || source.sourceMap === undefined) return [];
  const { uses, touched } = infer({ code: source.code, sourceMap: source.sourceMap, entries: listEntries(offers) });
  const unused = parsePermissions(source.manifest).filter(({ permission }) => idle.has(permission) && isUnused(permission, uses, touched));
  const [first] = unused;
  return first === undefined ? [] : [createDiagnostic('PLX1219', { permissions: quoteAny(unused.map(({ permission }) => permission)) }, locate(first.pointer))];
}

// What needs a permission only to be offered was needed in every test.
function listEntries(offers: readonly Offer[]): InferenceSubject['entries'] {
  return [...new Set(offers.map(({ entry }) => entry))].map((entry) => ({
    entry,
    hooks: offers.flatMap((offer) => (offer.entry === entry && offer.type === 'hook' ? [offer.name] : [])),
    // Handlers are named after their event, with what tells them apart behind it.
    contributions: offers.flatMap(({ entry: of, type, name }) => (of === entry && type !== 'hook' ? [{ type, name, options: { event: name.split(' ')[0] } }] : [])),
  }));
}
