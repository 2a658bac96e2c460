/** Lower-case hex SHA-256 of a public key's SPKI DER: a hint for finding a key, never a reason to trust one. */
export type KeyId = string;

const KEY_ID = /^[0-9a-f]{64}$/;

/** Whether a text is a key id. */
export function isKeyId(text: string): text is KeyId {
  return KEY_ID.test(text);
}
