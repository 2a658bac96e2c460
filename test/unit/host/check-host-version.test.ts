import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { checkHostVersion } from '../../../src/host/check-host-version.ts';

const MANIFEST: Manifest = { name: 'weather', version: '1.0.0', description: 'Tells the weather.', author: 'Alice', entry_point: 'src/index.ts' };

const CASES = [
  ['3.1.0', { plexichat_version: '^3.0.0' }, undefined],
  ['a.1.1-16', { plexichat_version: '>=a.1.1-1' }, undefined],
  ['a.1.1-16', { min_plexichat_version: 'a.1.1-2' }, undefined],
  ['4.0.0', {}, undefined],
  ['4.0.0', { plexichat_version: '^3.0.0' }, 'PLX4114'],
  ['a.1.1-16', { plexichat_version: '>=b.1.1' }, 'PLX4114'],
  ['a.1.1-1', { min_plexichat_version: 'a.1.1-2' }, 'PLX4114'],
  ['three', {}, 'PLX4115'],
] as const;

describe('checkHostVersion', () => {
  for (const [host, asks, code] of CASES) {
    const wanted = Object.values(asks).join() || 'any version';
    test(`${code === undefined ? 'loads' : `refuses with ${code}`} a plugin for ${wanted} on host ${host}`, () => {
      const check = (): void => { checkHostVersion({ ...MANIFEST, ...asks }, host); };
      if (code === undefined) check();
      else expect(check).toThrowCode(code);
    });
  }
});
