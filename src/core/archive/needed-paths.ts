import type { Manifest } from '../manifest/schema.ts';

/** Files and folders that a manifest refers to, and that a host reads from the installed plugin. */
export function listNeededPaths(manifest: Pick<Manifest, 'icon' | 'screenshots' | 'ui_pages' | 'settings_schema' | 'config_schema'>): readonly string[] {
  const { icon, screenshots = [], ui_pages: pages = [], settings_schema: settings, config_schema: config } = manifest;
  return [
    // Without a dot it is the name of one of the host's icons.
    ...(icon?.includes('.') === true ? [icon] : []),
    ...screenshots.map((screenshot) => (typeof screenshot === 'string' ? screenshot : screenshot.path)),
    ...pages.map(({ path }) => path),
    ...[settings, config].filter((schema) => typeof schema === 'string'),
  ];
}
