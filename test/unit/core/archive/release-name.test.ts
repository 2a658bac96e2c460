import { describe, expect, test } from 'vitest';
import { formatArchiveName, isReleaseName, isReleaseVersion } from '../../../../src/core/archive/release-name.ts';

const NAMES = [['weather', true], ['acme/weather', true], ['0-9_x', true], ['Weather', false], ['-x', false], ['a/b/c', false], ['', false], ['a'.repeat(64), true], ['a'.repeat(65), false], [7, false]] as const;
const VERSIONS = [['1.0.0', true], ['1.0.0-beta.1', true], ['0.0.0', true], ['1.0.0+x', false], ['01.0.0', false], ['1.0', false], ['v1.0.0', false], ['1.0.0-01', false], [1, false]] as const;

describe('names and versions of releases', () => {
  test.each(NAMES)('name %j: %s', (name, is) => {
    expect(isReleaseName(name)).toBe(is);
  });

  test.each(VERSIONS)('version %j: %s', (version, is) => {
    expect(isReleaseVersion(version)).toBe(is);
  });

  test('an archive is named after both', () => {
    expect([formatArchiveName('weather', '1.0.0'), formatArchiveName('acme/weather', '2.0.0-rc.1')]).toEqual(['weather-1.0.0.plx', 'acme-weather-2.0.0-rc.1.plx']);
  });
});
