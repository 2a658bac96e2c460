import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsePublicKey, verifySignature } from '../../../../src/core/signing/public-key.ts';
import { createSigner, generatePrivateKey, normalizePrivateKey } from '../../../../src/core/signing/signer.ts';
import { CORPORA, hasCorpus } from '../../../helpers/corpora.ts';

const PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

function publicPem(point: Uint8Array): string {
  return createPublicKey({ key: Buffer.concat([PREFIX, point]), format: 'der', type: 'spki' }).export({ type: 'spki', format: 'pem' }).toString();
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
const x25519 = generateKeyPairSync('x25519');

describe('parsePublicKey', () => {
  test('names a key by the hash of its SPKI', () => {
    const { publicKey } = createSigner(generatePrivateKey(), 'test');
    const parsed = parsePublicKey(publicKey.pem, 'test');
    expect(parsed).toEqual(publicKey);
    expect(parsed.keyId).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['a private key', generatePrivateKey(), 'PLX3009'],
    ['an RSA key', rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'PLX3009'],
    ['an X25519 key', x25519.publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'PLX3009'],
    ['nothing', '', 'PLX3009'],
    ['a text', 'hello', 'PLX3009'],
    ['a cut key', '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2Vw\n-----END PUBLIC KEY-----\n', 'PLX3009'],
    ['the neutral point', publicPem(Buffer.from([1, ...Array<number>(31).fill(0)])), 'PLX3010'],
    ['a coordinate above the prime', publicPem(Buffer.from(`ee${'ff'.repeat(30)}7f`, 'hex')), 'PLX3010'],
  ])('refuses %s', (_, pem, code) => {
    expect(() => parsePublicKey(pem, 'test')).toThrowCode(code);
  });
});

describe('createSigner', () => {
  test.each([
    ['a public key', createSigner(generatePrivateKey(), 'test').publicKey.pem],
    ['an RSA key', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['an encrypted key', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString()],
    ['nothing', ''],
    ['noise between the lines of PEM', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n'],
  ])('refuses %s', (_, pem) => {
    expect(() => createSigner(pem, 'test')).toThrowCode('PLX3009');
  });

  test('a key in another layout of PEM is the same key', () => {
    const pem = generatePrivateKey();
    const respelled = `comment\r\n${pem.replaceAll('\n', '\r\n')}`;
    expect(normalizePrivateKey(respelled, 'test')).toBe(pem);
  });
});

describe('verifySignature', () => {
  test('takes what the signer signed, and nothing else', () => {
    const signer = createSigner(generatePrivateKey(), 'test');
    const signature = signer.sign(Buffer.from('message'));
    expect(verifySignature(signer.publicKey, Buffer.from('message'), signature)).toBe(true);
    expect(verifySignature(signer.publicKey, Buffer.from('massage'), signature)).toBe(false);
    expect(verifySignature(signer.publicKey, Buffer.from('message'), Buffer.concat([signature, Buffer.from([0])]))).toBe(false);
  });

  test('refuses the signature of zeros that node:crypto takes for any message under a key of small order', () => {
    const point = Buffer.from([1, ...Array<number>(31).fill(0)]);
    const pem = publicPem(point);
    const forged = Buffer.concat([point, Buffer.alloc(32)]);
    expect(verify(null, Buffer.from('anything'), pem, forged)).toBe(true);
    expect(verifySignature({ keyId: '', pem, bytes: point }, Buffer.from('anything'), forged)).toBe(false);
  });

  test('agrees with node:crypto on signatures made as usual', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const key = parsePublicKey(publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'test');
    for (let length = 0; length < 40; length++) expect(verifySignature(key, Buffer.alloc(length, 5), sign(null, Buffer.alloc(length, 5), privateKey))).toBe(true);
  });
});

interface Vectors {
  readonly testGroups: readonly {
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly { readonly tcId: number; readonly comment: string; readonly msg: string; readonly sig: string; readonly result: string }[];
  }[];
}

describe.skipIf(!hasCorpus('ed25519'))('Wycheproof’s vectors', () => {
  const { testGroups } = hasCorpus('ed25519')
    ? (JSON.parse(readFileSync(join(CORPORA, 'ed25519/ed25519_test.json'), 'utf8')) as Vectors)
    : { testGroups: [] };
  const cases = testGroups.flatMap(({ publicKey, tests }) => tests.map((vector) => ({ ...vector, point: Buffer.from(publicKey.pk, 'hex') })));

  test.each(cases)('$tcId: $comment: $result', ({ point, msg, sig, result }) => {
    const key = parsePublicKey(publicPem(point), 'vector');
    expect(verifySignature(key, Buffer.from(msg, 'hex'), Buffer.from(sig, 'hex'))).toBe(result === 'valid');
  });
});
