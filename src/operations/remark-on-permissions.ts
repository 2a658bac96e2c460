import type { CoverageReport } from '../core/coverage/coverage-report.ts';
import type { Offer } from '../core/coverage/plugin-use.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic } from '../core/diagnostics/plexi-error.ts';
import type { InferenceSubject, InferredPermissions } from '../core/permissions/inference/infer-permissions.ts';
import { isUnused, quoteAny } from '../core/permissions/inference/judge-permissions.ts';
import { parsePermissions } from '../core/permissions/parse-permissions.ts';
import type { PluginUnderTest } from '../test-runner/plugin-under-test.ts';

/** Names the permissions that the code does not show a use of, and that no test has needed. */
export function remarkOnPermissions({ source, manifestFile }: PluginUnderTest, { permissions, offers }: CoverageReport, infer: (subject: InferenceSubject) => InferredPermissions): readonly Diagnostic[] {
  const idle = new Set(permissions.filter(({ allowed, refused }) => allowed + refused === 0).map(({ permission }) => permission));
  if (idle.size === 0 || source.sourceMap === undefined) return [];
  const { uses, touched } = infer({ code: source.code, sourceMap: source.sourceMap, entries: listEntries(offers) });
  const requested = parsePermissions(source.manifest).map(({ permission }) => permission);
  const unused = requested.filter((permission) => idle.has(permission) && isUnused(permission, uses, touched));
  return unused.length === 0 ? [] : [createDiagnostic('PLX1219', { permissions: quoteAny(unused) }, { file: manifestFile })];
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
