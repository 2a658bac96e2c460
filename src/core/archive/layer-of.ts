import { MANIFEST_PATH } from './release-config.ts';
import { UI_FOLDER } from '../ui/ui-index.ts';
import type { LayerName } from './release.ts';

/** The bundle inside an archive, and in the plugin's folder. */
export const BUNDLE_PATH = 'dist/plugin.js';

/** The bundle's source map. */
export const SOURCE_MAP_PATH = 'dist/plugin.js.map';

const CODE: ReadonlySet<string> = new Set([MANIFEST_PATH, BUNDLE_PATH, SOURCE_MAP_PATH]);

/** The layer that `pack` puts a file into: what changes with every version, or everything else. */
export function layerOf(path: string): LayerName {
  return CODE.has(path) || path.startsWith(`${UI_FOLDER}/`) ? 'code' : 'assets';
}
