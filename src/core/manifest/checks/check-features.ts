import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createDiagnostic } from '../../diagnostics/plexi-error.ts';
import type { PermissionName } from '../../permissions/catalog.ts';
import { formatManifestLine, normalizePermission } from '../../permissions/parse-permissions.ts';
import type { Manifest } from '../schema.ts';
import type { SourceDocument } from '../source-document.ts';

type Fields = Pick<Manifest, 'features' | 'permissions' | 'optional_permissions' | 'ui_pages' | 'entry_points' | 'background_tasks'>;
type Feature = keyof NonNullable<Manifest['features']>;

/** What a feature that is switched off rules out: where the manifest has it nevertheless. */
const USES: Readonly<Record<Feature, (manifest: Fields) => readonly { readonly pointer: string; readonly name: string }[]>> = {
  web_ui: ({ ui_pages: pages = [], entry_points: { ui_components: components = [] } = {} }) => [
    ...(pages.length > 0 ? [{ pointer: '/ui_pages', name: '"ui_pages"' }] : []),
    ...(components.length > 0 ? [{ pointer: '/entry_points/ui_components', name: '"entry_points.ui_components"' }] : []),
  ],
  background_tasks: ({ background_tasks: tasks = [] }) => (tasks.length > 0 ? [{ pointer: '/background_tasks', name: '"background_tasks"' }] : []),
  database_access: (manifest) => findPermission(manifest, 'database.access'),
  external_api: (manifest) => findPermission(manifest, 'external.api'),
};

const NEEDED: Readonly<Partial<Record<Feature, PermissionName>>> = { database_access: 'database.access', external_api: 'external.api' };

/** Says where `features` promises something that the rest of the manifest breaks. */
export function checkFeatures(manifest: Fields, document: SourceDocument): readonly Diagnostic[] {
  const { features = {} } = manifest;
  return (Object.keys(features) as Feature[]).flatMap((feature) => {
    const uses = USES[feature](manifest);
    if (features[feature] === false) {
      return uses.map(({ pointer, name }) => createDiagnostic('PLX1206', { feature, contradiction: name }, document.locate(pointer, 'key')));
    }
    const permission = NEEDED[feature];
    if (permission === undefined || uses.length > 0) return [];
    const line = formatManifestLine(permission);
    return [createDiagnostic('PLX1212', { feature, permission, line }, document.locate(`/features/${feature}`, 'key'))];
  });
}

function findPermission(manifest: Fields, permission: PermissionName): readonly { pointer: string; name: string }[] {
  return (['permissions', 'optional_permissions'] as const).flatMap((key) => (manifest[key] ?? []).flatMap((item, index) => {
    const text = typeof item === 'string' ? item : item.permission;
    return normalizePermission(text) === permission ? [{ pointer: `/${key}/${index}`, name: `the permission "${permission}"` }] : [];
  }));
}
