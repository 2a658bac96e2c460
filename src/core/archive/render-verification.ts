import type { ArchiveState } from '../signing/verdict.ts';

/** What is said of a verified archive. */
export interface Verification {
  readonly state: ArchiveState;
  readonly name?: string;
  readonly version?: string;
  readonly digest?: string;
  readonly keyId?: string;
  readonly keyName?: string;
}

/** Renders the answer of `verify` for a person; names come from the archive and were checked by its reader. */
export function renderVerification({ state, name, version, digest, keyId, keyName }: Verification): string {
  if (name === undefined || version === undefined) return state;
  const signer = keyId === undefined ? '' : `, ${state === 'trusted' ? 'signed by' : 'naming the key'} ${keyName === undefined ? '' : `"${keyName}" `}${keyId}`;
  return `${state}: ${name} ${version} (${digest ?? ''})${signer}`;
}
