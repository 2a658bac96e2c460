import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import { isRevoked, type Keyring, type NamedKey } from '../keyring/keyring.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import { checkPrivacy } from '../keyring/read-signer.ts';
import type { Platform } from '../platform/platform.ts';

/** One key of this machine. */
export interface ListedKey {
  /** Absent for a revoked key that this machine does not have. */
  readonly name?: string;
  readonly keyId: KeyId;
  /** `own`: can sign here. `trusted`: somebody else's. `revoked`: signatures of it are refused. */
  readonly kind: 'own' | 'trusted' | 'revoked';
  /** Absolute. */
  readonly file?: string;
  /** When it was revoked. */
  readonly revokedAt?: string;
}

/** Every key of this machine. */
export interface KeyListReport {
  readonly keys: readonly ListedKey[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Lists own, trusted and revoked keys, and warns of private keys that others can read. */
export async function listKeys(platform: Platform): Promise<KeyListReport> {
  const keyring = await readKeyring(platform.folders.keys);
  const describe = (kind: 'own' | 'trusted') => ({ name, keyId, file }: NamedKey): ListedKey => ({ name, keyId, kind, file });
  const valid = [...keyring.own.map(describe('own')), ...keyring.trusted.map(describe('trusted'))].filter(({ keyId }) => !isRevoked(keyring, keyId));
  return { keys: [...valid, ...describeRevoked(keyring)], diagnostics: await checkPrivacy(keyring.own) };
}

function describeRevoked({ own, trusted, revoked }: Keyring): readonly ListedKey[] {
  return revoked.map(({ keyId, revokedAt }) => {
    const key = [...own, ...trusted].find((candidate) => candidate.keyId === keyId);
    return { ...(key && { name: key.name, file: key.file }), keyId, kind: 'revoked', revokedAt };
  });
}
