import { formatSize } from './format-size.ts';

/** What is said of an archive that was packed. */
export interface PackedArchive {
  readonly file: string;
  readonly size: number;
  readonly files: number;
  readonly digest: string;
  readonly keyId: string | null;
  readonly keyName: string | null;
  readonly keyGenerated: boolean;
}

/** Renders the answer of `pack` for a person. */
export function renderPacked({ file, size, files, digest, keyId, keyName, keyGenerated }: PackedArchive): string {
  const signer = keyId === null ? 'not signed' : `signed with ${keyName === null ? 'the key in PLEXI_SIGNING_KEY' : `"${keyName}"`} (${keyId})`;
  const lines = [`Packed ${file} (${files} files, ${formatSize(size)})`, `  digest ${digest}`, `  ${signer}`];
  const made = `Made the key "${keyName ?? ''}", which signs from now on. Give others its public part: plexi-plugin keys export ${keyName ?? ''}`;
  return [...(keyGenerated ? [made] : []), ...lines].join('\n');
}
