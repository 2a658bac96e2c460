import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { containsPrivateKey } from '../../../../src/core/archive/private-key-text.ts';

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;

const FOUND = [
  ['PKCS#8', pem],
  ['PKCS#1', rsa.export({ type: 'pkcs1', format: 'pem' }).toString()],
  ['encrypted', rsa.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString()],
  ['encrypted in the old way', '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n'],
  ['of OpenSSH', `-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ\n`],
  ['in JSON', JSON.stringify({ private_key: pem })],
  ['with Windows line ends', pem.replaceAll('\n', '\r\n')],
  ['far inside a binary file', Buffer.concat([Buffer.alloc(100_000, 0xee), Buffer.from(pem)])],
] as const;

const HARMLESS = [
  ['a public key', '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n'],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n'],
  ['documentation', 'Put it between -----BEGIN PRIVATE KEY----- and -----END PRIVATE KEY-----.'],
  ['documentation with an ellipsis', '-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----'],
  ['code that looks for one', 'if (text.includes("-----BEGIN PRIVATE KEY-----")) return true;'],
  ['nothing', ''],
] as const;

describe('containsPrivateKey', () => {
  test.each(FOUND)('finds a key %s', (_, text) => {
    expect(containsPrivateKey(Buffer.from(text))).toBe(true);
  });

  test.each(HARMLESS)('is quiet about %s', (_, text) => {
    expect(containsPrivateKey(Buffer.from(text))).toBe(false);
  });
});
