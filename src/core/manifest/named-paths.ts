import { listEntryPoints } from './entry-points.ts';
import type { Manifest } from './schema.ts';

/** A path that a manifest names, and what has to be there. */
export interface PathUse {
  readonly path: string;
  /** Where the manifest names it, as a JSON pointer. */
  readonly pointer: string;
  readonly use: 'entry point' | 'icon' | 'screenshot' | 'page' | 'kernel' | 'licence';
}

/** Lists the files of a plugin's folder that its manifest counts on; the settings schema is read elsewhere. */
export function listNamedPaths(manifest: Manifest): readonly PathUse[] {
  const { icon, license, screenshots = [], ui_pages: pages = [], kernels = [] } = manifest;
  const licenseFile = /^SEE LICENSE IN (.+)$/.exec(license ?? '')?.[1];
  return [
    ...listEntryPoints(manifest).map(({ entry, pointer }) => ({ path: entry.replace(/:[^:/]*$/, ''), pointer, use: 'entry point' as const })),
    // A word without a dot names an icon of the host.
    ...(icon?.includes('.') === true ? [{ path: icon, pointer: '/icon', use: 'icon' as const }] : []),
    ...screenshots.map((screenshot, index) =>
      typeof screenshot === 'string'
        ? { path: screenshot, pointer: `/screenshots/${String(index)}`, use: 'screenshot' as const }
        : { path: screenshot.path, pointer: `/screenshots/${String(index)}/path`, use: 'screenshot' as const },
    ),
    ...pages.map(({ path }, index) => ({ path, pointer: `/ui_pages/${String(index)}/path`, use: 'page' as const })),
    ...kernels.map(({ path }, index) => ({ path, pointer: `/kernels/${String(index)}/path`, use: 'kernel' as const })),
    ...(licenseFile === undefined ? [] : [{ path: licenseFile, pointer: '/license', use: 'licence' as const }]),
  ];
}
