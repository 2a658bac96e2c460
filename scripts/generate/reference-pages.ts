import { renderManifestPage } from '../../src/core/reference/manifest-page.ts';
import { renderPermissionsPage } from '../../src/core/reference/permissions-page.ts';
import type { GeneratedFile } from '../generate.ts';
import { toJsonSchema } from './manifest-schema.ts';

/** The reference of the manifest and of permissions. */
export function generateReferencePages(): GeneratedFile[] {
  return [
    { path: 'docs/reference/manifest.md', text: renderManifestPage(toJsonSchema()) },
    { path: 'docs/reference/permissions.md', text: renderPermissionsPage() },
  ];
}
