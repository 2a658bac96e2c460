import { escapeText } from '../diagnostics/escape-text.ts';
import type { PermissionChanges } from './inference/judge-permissions.ts';

/**
 * Renders what was changed in a manifest, a line for each permission.
 *
 * @param changes - Absent when nothing could be told about the code.
 */
export function renderChanges(changes: PermissionChanges | undefined): string {
  if (changes === undefined) return 'The manifest is as it was: other errors come first.';
  const { missing, hosts, unused } = changes;
  const lines = [
    ...missing.map(({ permission, hosts: named }) => `added "${permission}"${named === undefined ? '' : ` for ${named.map(escapeText).join(', ')}`}`),
    ...hosts.map((host) => `added the host ${escapeText(host)} to "external.api"`),
    ...unused.map((permission) => `removed "${permission}"`),
  ];
  return lines.length === 0 ? 'The permissions fit the code: nothing was changed.' : lines.join('\n');
}
