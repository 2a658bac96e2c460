// A line break, or one that JSON or JavaScript writes as an escape.
const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----(?:\s|\\r|\\n)+(?:[A-Za-z0-9+/=]{20,}|Proc-Type:)/;
const MARK = 'PRIVATE KEY-----';

/** Whether bytes contain the PEM block of a private key; a mere mention of one is fine. */
export function containsPrivateKey(bytes: Uint8Array): boolean {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return buffer.includes(MARK) && PRIVATE_KEY.test(buffer.toString('latin1'));
}
