/** Lower-case hex SHA-256 of a public key's SPKI DER: a hint for finding a key, never a reason to trust one. */
export type KeyId = string;

const KEY_ID = /^[0-9a-f]{64}$/;

/** Whether a value is a key id. */
export function isKeyId(value: unknown): value is KeyId {
  return typeof value === 'string' && KEY_ID.test(value);
}
