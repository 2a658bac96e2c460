import { escapeText } from '../diagnostics/escape-text.ts';
import { renderLimits } from '../limits/render-limits.ts';
import type { LimitRequests } from '../limits/plugin-limits.ts';
import { renderPermission, type DescribedPermission } from '../registry/describe-permissions.ts';
import type { ArchiveState } from '../signing/verdict.ts';
import { formatSize } from './format-size.ts';
import type { FileEntry, PackedManifest } from './release.ts';

/** What `inspect` shows. Without a name nothing but state and file is known. */
export interface RenderedArchive {
  readonly state: ArchiveState;
  readonly file: string;
  readonly size?: number;
  readonly name?: string;
  readonly version?: string;
  readonly digest?: string;
  readonly keyId?: string;
  readonly keyName?: string;
  readonly permissions?: readonly DescribedPermission[];
  readonly limits?: LimitRequests;
  readonly manifest?: PackedManifest;
  readonly files?: readonly FileEntry[];
}

const VOUCHED: Readonly<Record<ArchiveState, string>> = {
  trusted: 'signed by a key that is trusted here',
  untrusted: 'NOT TRUSTED: it names a key that this machine does not know, so anybody could have made it',
  unsigned: 'NOT SIGNED: anybody could have made it',
  revoked: 'REVOKED: signed by a key that was revoked here',
  tampered: 'TAMPERED WITH: nothing inside can be believed',
  malformed: 'MALFORMED: nothing inside can be believed',
};

/** Renders an archive for a person: who vouches for it comes first. */
export function renderContents(archive: RenderedArchive): string {
  const { state, file, name, version = '', manifest, permissions = [], files = [], limits } = archive;
  const asked = renderLimits(limits);
  const head = [escapeText(file), `  ${VOUCHED[state]}`];
  if (name === undefined) return head.join('\n');
  const description = typeof manifest?.['description'] === 'string' ? ` — ${escapeText(manifest['description'])}` : '';
  return [
    ...head,
    '',
    `${name} ${version}${description}`,
    ...renderFacts(archive, files),
    '',
    'Permissions',
    ...(permissions.length === 0 ? ['  none'] : permissions.flatMap((permission) => renderPermission(permission).map((text) => `  ${text}`))),
    ...(asked === undefined ? [] : [asked]),
    '',
    `Files (${files.length})`,
    ...files.map(renderFile),
  ].join('\n');
}

function renderFacts({ digest = '', keyId, keyName, size = 0 }: RenderedArchive, files: readonly FileEntry[]): readonly string[] {
  const unpacked = files.reduce((sum, entry) => sum + entry.size, 0);
  const key = keyId === undefined ? [] : [`  key     ${keyId}${keyName === undefined ? '' : ` ("${keyName}")`}`];
  return [`  digest  ${digest}`, ...key, `  size    ${formatSize(size)}, ${formatSize(unpacked)} unpacked`];
}

function renderFile({ size, path, mode }: FileEntry): string {
  return `  ${formatSize(size).padStart(10)}  ${escapeText(path)}${mode === '0755' ? ' (executable)' : ''}`;
}
