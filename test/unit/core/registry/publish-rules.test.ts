import { expect, test } from 'vitest';
import { checkImmutable, checkOwner, createOwner } from '../../../../src/core/registry/publish-rules.ts';
import { createRecord } from '../../../helpers/records.ts';

const record = createRecord();

test('the first publisher owns the name', () => {
  expect(createOwner(record)).toEqual({ schema: 1, keyId: record.keyId, publicKey: record.publicKey, since: record.publishedAt });
  expect(() => { checkOwner(createOwner(record), createRecord({ version: '2.0.0' })); }).not.toThrow();
});

test('another key is PLX5009', () => {
  expect(() => { checkOwner(createOwner(record), createRecord({ keyId: 'f'.repeat(64) })); }).toThrowCode('PLX5009');
});

test('the same digest is nothing to do, at whatever time', () => {
  expect(checkImmutable(record, createRecord({ publishedAt: '2027-01-01T00:00:00.000Z' }))).toBe('already-published');
});

test('another digest is PLX5008', () => {
  const other = createRecord({ manifest: { ...record.manifest, digest: `sha256:${'c'.repeat(64)}` } });
  expect(() => checkImmutable(record, other)).toThrowCode('PLX5008');
});
