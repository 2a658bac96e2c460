import { describe, expect, test } from 'vitest';
import { readSummary } from '../../../../src/core/registry/release-summary.ts';

const manifest = { name: 'weather', version: '1.0.0', description: 'Tells the weather.' };

describe('readSummary', () => {
  test('reads what a registry shows, and nothing it does not need', () => {
    expect(
      readSummary({
        ...manifest,
        type: ['message-processor', 'a-later-kind'],
        entry_points: { tools: ['src/tool.ts'] },
        tags: ['rain'],
        permissions: ['messages:read', { permission: 'external.api', hosts: ['API.example.com'], reason: 'forecasts' }],
        optional_permissions: ['files.read'],
        plexichat_version: '>=a.1.1-16',
        a_later_key: {},
      }),
    ).toEqual({
      description: 'Tells the weather.',
      kinds: ['message-processor', 'tool'],
      tags: ['rain'],
      permissions: [{ permission: 'messages.read' }, { permission: 'external.api', hosts: ['api.example.com'], reason: 'forecasts' }, { permission: 'files.read', isOptional: true }],
      hostRange: '>=a.1.1-16',
    });
  });

  test('min_plexichat_version is a range too', () => {
    expect(readSummary({ ...manifest, min_plexichat_version: '3.0.0' }).hostRange).toBe('>=3.0.0');
    expect(readSummary(manifest)).not.toHaveProperty('hostRange');
  });

  for (const wrong of [{ description: 1 }, { type: 7 }, { tags: 'rain' }, { permissions: {} }, { permissions: [7] }, { entry_points: [] }, { plexichat_version: 3 }]) {
    test(`${JSON.stringify(wrong)} is PLX2034`, () => {
      expect(() => readSummary({ ...manifest, ...wrong })).toThrowCode('PLX2034');
    });
  }

  test('a permission that does not exist is PLX1201', () => {
    expect(() => readSummary({ ...manifest, permissions: ['brain.read'] })).toThrowCode('PLX1201');
  });
});
