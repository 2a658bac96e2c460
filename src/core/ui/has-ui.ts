import { listEntryPoints } from '../manifest/entry-points.ts';
import type { Manifest } from '../manifest/schema.ts';

/** Whether a manifest says that the plugin shows something in browsers. */
export function hasUi(manifest: Manifest): boolean {
  return (manifest.ui_pages ?? []).length > 0 || listEntryPoints(manifest).some(({ kind }) => kind === 'ui' || kind === 'micro-app');
}
