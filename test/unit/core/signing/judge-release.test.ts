import { describe, expect, test } from 'vitest';
import type { Release } from '../../../../src/core/archive/release.ts';
import { describeVerdict, stateOfProblem } from '../../../../src/core/signing/describe-verdict.ts';
import { judgeRelease } from '../../../../src/core/signing/judge-release.ts';
import { decodeSignatureBundle } from '../../../../src/core/signing/signature-bundle.ts';
import { signRelease } from '../../../../src/core/signing/sign-release.ts';
import { createSigner, generatePrivateKey } from '../../../../src/core/signing/signer.ts';

const author = createSigner(generatePrivateKey(), 'author');
const stranger = createSigner(generatePrivateKey(), 'stranger');
const digest = `sha256:${'a'.repeat(64)}` as const;

const unsigned: Release = {
  reference: { manifest: digest },
  name: 'weather',
  version: '1.0.0',
  config: { formatVersion: 1, manifest: { name: 'weather', version: '1.0.0' }, files: [] },
  layers: [],
  blobs: [],
};

const signed = (by = author, release = { name: 'weather', version: '1.0.0', digest, layers: [] as const }): Release => ({
  ...unsigned,
  signature: decodeSignatureBundle(signRelease(release, by)),
});

const trusted = [author.publicKey];
const { keyId } = author.publicKey;

const VERDICTS = [
  ['signed by a trusted key', signed(), { trusted, revoked: [] }, 'trusted'],
  ['not signed', unsigned, { trusted, revoked: [] }, 'unsigned'],
  ['signed by an unknown key', signed(stranger), { trusted, revoked: [] }, 'untrusted'],
  ['where nobody is trusted', signed(), { trusted: [], revoked: [] }, 'untrusted'],
  ['signed by a revoked key', signed(), { trusted, revoked: [keyId] }, 'revoked'],
  ['signed by a revoked key that is not here', signed(), { trusted: [], revoked: [keyId] }, 'revoked'],
  ['signed for another digest', signed(author, { name: 'weather', version: '1.0.0', digest: `sha256:${'b'.repeat(64)}`, layers: [] }), { trusted, revoked: [] }, 'tampered'],
  ['signed for another name', signed(author, { name: 'bank', version: '1.0.0', digest, layers: [] }), { trusted, revoked: [] }, 'tampered'],
  ['signed by a stranger for another digest', signed(stranger, { name: 'weather', version: '1.0.0', digest: `sha256:${'b'.repeat(64)}`, layers: [] }), { trusted, revoked: [] }, 'tampered'],
  ['with a signature that was changed, of a revoked key', { ...signed(), signature: { keyId, payload: signed().signature?.payload ?? Buffer.alloc(0), signature: Buffer.alloc(64, 1) } }, { trusted, revoked: [keyId] }, 'tampered'],
] as const;

describe('judgeRelease: a release', () => {
  test.each(VERDICTS)('%s', (_, release, policy, state) => {
    expect(judgeRelease(release, policy).state).toBe(state);
  });
});

const CODES = [['trusted', []], ['unsigned', ['PLX3001']], ['untrusted', ['PLX3002']], ['tampered', ['PLX3003']], ['revoked', ['PLX3004']]] as const;

test.each(CODES)('a verdict of %s is reported as %j', (state, codes) => {
  expect(describeVerdict({ state, keyId }).map(({ code }) => code)).toEqual(codes);
});

test.each([['PLX2030', 'malformed'], ['PLX2039', 'malformed'], ['PLX2040', 'tampered'], ['PLX3003', 'tampered'], ['PLX2042', undefined], ['PLX0008', undefined]] as const)('%s means %s', (code, state) => {
  expect(stateOfProblem(code)).toBe(state);
});
