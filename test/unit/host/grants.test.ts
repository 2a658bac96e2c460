import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { listRequested, listRequired, parseGrants } from '../../../src/host/grants.ts';

const manifest: Manifest = {
  name: 'weather',
  version: '1.0.0',
  description: 'Tells the weather.',
  author: 'Alice',
  permissions: ['messages.read', { permission: 'external.api', hosts: ['api.example.com'] }],
  optional_permissions: ['files:read'],
};

describe('parseGrants', () => {
  const requested = listRequested(manifest);

  test('grants nothing, some or all of what the manifest asks for', () => {
    expect([...parseGrants('weather', requested, [])]).toEqual([]);
    expect([...parseGrants('weather', requested, ['external.api'])]).toEqual(['external.api']);
    expect([...parseGrants('weather', requested, ['files.read'])]).toEqual(['files.read']);
    expect([...listRequired(manifest)]).toEqual(['messages.read', 'external.api']);
  });

  for (const grant of ['messages.write', 'system.admin', 'message.read', '', 'toString']) {
    test(`refuses to grant "${grant}", which the manifest does not ask for, with PLX4105`, () => {
      expect(() => parseGrants('weather', requested, [grant])).toThrowCode('PLX4105');
    });
  }
});
