import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlexiError } from '../../../../src/core/diagnostics/plexi-error.ts';
import { encodeRecord } from '../../../../src/core/registry/record-json.ts';
import { decodeNameOwner, decodeVersionRecord, parseRecordKey } from '../../../../src/core/registry/version-record.ts';
import { createRecord } from '../../../helpers/records.ts';
import { createStranger } from '../../../helpers/registry-machine.ts';

const record = createRecord({
  tags: ['rain'],
  permissions: [{ permission: 'messages.read' }, { permission: 'external.api', hosts: ['a.example.com'], reason: 'forecasts' }],
  hostRange: '>=a.1.1-16',
});

describe('decodeVersionRecord', () => {
  test('comes back as it was encoded, without keys it does not know', () => {
    expect(decodeVersionRecord(encodeRecord({ ...record, later: 1 }), record)).toEqual(record);
  });

  test('a record of another name or version is PLX5013', () => {
    expect(() => decodeVersionRecord(encodeRecord(record), { name: 'weather', version: '1.0.1' })).toThrowCode('PLX5013');
    expect(() => decodeVersionRecord(encodeRecord(record), { name: 'other', version: '1.0.0' })).toThrowCode('PLX5013');
  });

  test('any value in the place of any key is understood or PLX5013', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(record)), fc.jsonValue(), (key, value) => {
        try {
          decodeVersionRecord(encodeRecord({ ...record, [key]: value }), record);
        } catch (error) {
          expect(error).toBeInstanceOf(PlexiError);
          expect(error).toMatchObject({ code: 'PLX5013' });
        }
      }),
    );
  });
});

test('an owner comes back as it was encoded', () => {
  const owner = { schema: 1, keyId: record.keyId, publicKey: record.publicKey, since: record.publishedAt } as const;
  expect(decodeNameOwner(encodeRecord(owner), 'weather')).toEqual(owner);
});

test('a public key that is not the one of the key id is PLX5013', () => {
  expect(parseRecordKey(record, 'it').keyId).toBe(record.keyId);
  expect(() => parseRecordKey({ ...record, publicKey: createStranger().publicKey.pem }, 'it')).toThrowCode('PLX5013');
  expect(() => parseRecordKey({ ...record, publicKey: 'none' }, 'it')).toThrowCode('PLX5013');
});
