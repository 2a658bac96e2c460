import { fail } from '../core/diagnostics/plexi-error.ts';
import { isKeyId, type KeyId } from '../core/signing/key-id.ts';
import { addKeyFile, revocationFile } from '../keyring/key-files.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import type { Platform } from '../platform/platform.ts';

/** A key that this machine no longer accepts. */
export interface RevokedKeyReport {
  readonly keyId: KeyId;
  /** The name of the key, where this machine has it. */
  readonly name?: string;
}

/**
 * Revokes a key on this machine, for good: what it signed is refused, and it signs no more. The key
 * need not be here.
 *
 * @param request - `key`: a key id, or the name of an own or trusted key.
 * @throws {@link PlexiError} `PLX3015` when it is neither.
 */
export async function revokeKey(request: { readonly key: string }, platform: Platform): Promise<RevokedKeyReport> {
  const folder = platform.folders.keys;
  const { own, trusted } = await readKeyring(folder);
  const known = [...own, ...trusted].find(({ name, keyId }) => name === request.key || keyId === request.key);
  const keyId = known?.keyId ?? (isKeyId(request.key) ? request.key : fail('PLX3015', { id: request.key }));
  await addKeyFile(revocationFile(folder, keyId), `${platform.now().toISOString()}\n`);
  return { keyId, ...(known && { name: known.name }) };
}
