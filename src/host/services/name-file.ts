/**
 * Names the file that keeps something of one plugin. No two plugins share it, whatever the file system makes of names.
 *
 * @param what - What is kept; it comes first, so that no name is one that Windows reserves.
 * @param plugin - `name` or `namespace/name`; both are lower case and hold no `+`.
 */
export function nameFile(what: string, plugin: string, extension: string): string {
  return `${what}-${plugin.replace('/', '+')}.${extension}`;
}
