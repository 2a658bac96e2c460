import { expect, test } from 'vitest';
import { decodeSignatureBundle, encodeSignatureBundle } from '../../../../src/core/signing/signature-bundle.ts';
import { encodePreAuthentication, encodeStatement, PAYLOAD_TYPE } from '../../../../src/core/signing/statement.ts';

const DIGEST = `sha256:${'0'.repeat(64)}` as const;

test('the statement of a release is an in-toto Statement v1 with the manifest first', () => {
  const statement = encodeStatement({ name: 'weather', version: '1.0.0', digest: DIGEST, layers: [{ name: 'code', digest: `sha256:${'1'.repeat(64)}` }] });
  expect(Buffer.from(statement).toString()).toBe(
    `{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"weather@1.0.0","digest":{"sha256":"${'0'.repeat(64)}"}},` +
      `{"name":"code.tar.gz","digest":{"sha256":"${'1'.repeat(64)}"}}],"predicateType":"https://plexi.dev/release/v1","predicate":{"name":"weather","version":"1.0.0"}}`,
  );
});

test('what is signed is DSSE’s pre-authentication encoding, with lengths in bytes', () => {
  expect(Buffer.from(encodePreAuthentication(PAYLOAD_TYPE, Buffer.from('grüße'))).toString()).toBe('DSSEv1 28 application/vnd.in-toto+json 7 grüße');
  expect(Buffer.from(encodePreAuthentication('http://example.com/HelloWorld', Buffer.from('hello world'))).toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
});

test('a bundle is decoded to what was encoded', () => {
  const bundle = { keyId: 'ab'.repeat(32), payload: Buffer.from('{}'), signature: Buffer.alloc(64, 3) };
  expect(decodeSignatureBundle(encodeSignatureBundle(bundle))).toEqual(bundle);
});
