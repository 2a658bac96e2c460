import { describe, expect, test } from 'vitest';
import { describePermissions, renderPermission } from '../../../../src/core/registry/describe-permissions.ts';
import { coversGrant, listNeededGrants, parseGrantFlag } from '../../../../src/core/registry/grants.ts';

describe('listNeededGrants', () => {
  test('one per permission, one per host where it is narrowed, sorted and once', () => {
    const requests = [{ permission: 'messages.read' }, { permission: 'external.api', hosts: ['b.example.com', 'a.example.com'] }, { permission: 'messages.read' }];
    expect(listNeededGrants(requests)).toEqual(['external.api:a.example.com', 'external.api:b.example.com', 'messages.read']);
  });
});

describe('parseGrantFlag', () => {
  test('takes all, and lists in both spellings', () => {
    expect(parseGrantFlag('all')).toEqual({ all: true, grants: [] });
    expect(parseGrantFlag(' messages.read,messages:write , external.api:a.example.com,')).toEqual({ all: false, grants: ['messages.read', 'messages.write', 'external.api:a.example.com'] });
    expect(parseGrantFlag('')).toEqual({ all: false, grants: [] });
  });

  for (const text of ['mesages.read', 'messages', 'ALL', 'all,mesages.read', 'messages.read;messages.write', '__proto__', 'constructor']) {
    test(`refuses "${text}" with PLX0003`, () => {
      expect(() => parseGrantFlag(text)).toThrowCode('PLX0003');
    });
  }
});

describe('coversGrant', () => {
  test('a permission that is granted as a whole covers its hosts, not the other way round', () => {
    expect(coversGrant(['external.api'], 'external.api:a.example.com')).toBe(true);
    expect(coversGrant(['external.api:a.example.com'], 'external.api:a.example.com')).toBe(true);
    expect(coversGrant(['external.api:a.example.com'], 'external.api:b.example.com')).toBe(false);
    expect(coversGrant(['external.api:a.example.com'], 'external.api')).toBe(false);
    expect(coversGrant(['external.api:'], 'external.api:a.example.com')).toBe(false);
  });

  test('a grant for some methods covers fewer of them, not more', () => {
    const READING = 'external.api:GET+HEAD:a.example.com:8443';
    expect(listNeededGrants([{ permission: 'external.api', hosts: ['a.example.com:8443'], methods: ['HEAD', 'GET'] }])).toEqual([READING]);
    expect(listNeededGrants([{ permission: 'external.api', methods: ['GET'] }])).toEqual(['external.api:GET']);
    expect(coversGrant([READING], READING)).toBe(true);
    expect(coversGrant(['external.api:a.example.com:8443'], READING)).toBe(true);
    expect(coversGrant(['external.api:GET+HEAD'], READING)).toBe(true);
    expect(coversGrant([READING], 'external.api:GET:a.example.com:8443')).toBe(true);
    expect(coversGrant(['external.api:GET'], READING)).toBe(false);
    expect(coversGrant([READING], 'external.api:a.example.com:8443')).toBe(false);
    expect(coversGrant([READING], 'external.api:GET:a.example.com')).toBe(false);
  });
});

describe('describePermissions', () => {
  test('says what a permission allows, how bad that is, and why the author asks', () => {
    const [item] = describePermissions([{ permission: 'external.api', hosts: ['a.example.com'], reason: 'forecasts' }]);
    expect(item).toMatchObject({ grant: 'external.api:a.example.com', title: 'Connect to the internet: a.example.com', risk: 'high', reason: 'forecasts' });
  });

  test('names the methods', () => {
    const [item] = describePermissions([{ permission: 'external.api', hosts: ['a.example.com:8443'], methods: ['GET', 'HEAD'] }]);
    expect(item).toMatchObject({ grant: 'external.api:GET+HEAD:a.example.com:8443', title: 'Connect to the internet: a.example.com:8443 (GET, HEAD)', risk: 'high' });
  });

  test('says what is optional, after what is not', () => {
    const described = describePermissions([{ permission: 'files.read', isOptional: true }, { permission: 'users.read' }]);
    expect(described.flatMap(renderPermission).filter((line) => !line.startsWith(' '))).toEqual([
      'users.read — Read user profiles (low risk)',
      'files.read — Read files (medium risk; optional: it asks when it needs it)',
    ]);
  });

  test('takes a permission that it does not know for the worst', () => {
    expect(describePermissions([{ permission: 'brain.read' }])).toMatchObject([{ grant: 'brain.read', risk: 'critical' }]);
  });

  test('prints nothing that a terminal obeys', () => {
    const lines = describePermissions([{ permission: 'messages.read', reason: '\u001b[2Jharmless\nreally' }]).flatMap(renderPermission);
    expect(lines.join('')).not.toMatch(/[\u0000-\u001f]/);
    expect(lines).toHaveLength(3);
  });
});
